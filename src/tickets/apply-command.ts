import { type Actor, sameActor } from './actor.ts';
import {
  AGENT_TICKET_COMMANDS,
  type AgentTicketCommandName,
  type CommandRefusal,
  type TicketCommand,
} from './ticket-command.ts';
import type { TicketEvent, TicketEventBody } from './ticket-event.ts';
import { applyEvent, isAssignee, isOpen, type TicketState } from './ticket-state.ts';

export type CommandResult =
  | { readonly ok: true; readonly ticketState: TicketState; readonly event: TicketEvent }
  | { readonly ok: false; readonly refusal: CommandRefusal };

type Evaluation = TicketEventBody | { readonly refusal: CommandRefusal };

/**
 * Decides whether `actor` may execute this command on a ticket at `at` (ISO 8601, UTC). Returns one
 * event and the resulting state, or the reason for the refusal. Any agent may write on any open
 * ticket, and thereby takes it if it's unassigned; only the assignee may resolve or release it.
 */
export function applyCommand(
  ticketState: TicketState,
  command: TicketCommand,
  actor: Actor,
  at: string,
): CommandResult {
  const ruling = mayIssue(command, actor)
    ? evaluate(ticketState, command, actor)
    : refuse({ code: 'not-allowed' });
  if ('refusal' in ruling) return { ok: false, refusal: ruling.refusal };
  const event: TicketEvent = {
    ...ruling,
    ticket: ticketState.number,
    revision: ticketState.revision + 1,
    at,
    actor,
  };
  return { ok: true, ticketState: applyEvent(ticketState, event), event };
}

/** Returns the commands available on a ticket to any agent, or to this one, in button order. */
export function availableCommands(
  ticketState: TicketState,
  agent: Actor | null = null,
): readonly AgentTicketCommandName[] {
  return AGENT_TICKET_COMMANDS.filter((command) => isAvailable(ticketState, command, agent));
}

const REQUESTER_COMMANDS: ReadonlySet<TicketCommand['kind']> = new Set([
  'answer',
  'amend',
  'confirm',
  'rate',
  'reopen',
  'urge',
]);
const AGENT_COMMANDS: ReadonlySet<TicketCommand['kind']> = new Set(AGENT_TICKET_COMMANDS);

function mayIssue({ kind }: TicketCommand, actor: Actor): boolean {
  switch (actor.kind) {
    case 'agent':
      return AGENT_COMMANDS.has(kind);
    case 'requester':
      return REQUESTER_COMMANDS.has(kind);
    case 'signpost':
      return kind === 'close' || kind === 'undelivered';
    default:
      return actor.kind satisfies never;
  }
}

function evaluate(ticketState: TicketState, command: TicketCommand, actor: Actor): Evaluation {
  switch (command.kind) {
    case 'claim':
      return evaluateClaim(ticketState, actor);
    case 'assign':
      return evaluateAssign(ticketState, command.to, actor);
    case 'release':
      return isOpen(ticketState)
        ? requireAssignee(ticketState, actor, { kind: 'released' })
        : notOpen(ticketState);
    case 'reply':
      return ticketState.status === 'closed'
        ? notOpen(ticketState)
        : requireText(command.text, { ...withTakeover(ticketState, command), kind: 'replied' });
    case 'note':
      return requireText(command.text, { kind: 'noted', ...written(command) });
    case 'ask':
      return isOpen(ticketState)
        ? requireText(command.text, { ...withTakeover(ticketState, command), kind: 'asked' })
        : notOpen(ticketState);
    case 'priority':
      return evaluatePriority(ticketState, command.to);
    case 'urge':
      return evaluatePriority(ticketState, 'urgent');
    case 'relabel':
      return { kind: 'relabeled', to: command.to };
    case 'resolve':
      return evaluateResolve(ticketState, command, actor);
    case 'reopen':
      return isOpen(ticketState)
        ? refuse({ code: 'nothing-to-reopen' })
        : { kind: 'reopened', reason: command.reason };
    case 'answer':
      return evaluateAnswer(ticketState, command);
    case 'amend':
      return command.of > 0 && command.of <= ticketState.revision
        ? { kind: 'amended', of: command.of, text: command.text }
        : refuse({ code: 'nothing-to-amend' });
    case 'confirm':
      return ticketState.status === 'resolved'
        ? { kind: 'confirmed' }
        : refuse({ code: 'nothing-to-confirm' });
    case 'rate':
      return evaluateRate(ticketState, command);
    case 'undelivered':
      return { kind: 'undelivered', what: command.what };
    case 'close':
      return ticketState.status === 'resolved'
        ? { kind: 'closed', days: command.days }
        : refuse({ code: 'nothing-to-confirm' });
    default:
      return command satisfies never;
  }
}

function evaluateClaim(ticketState: TicketState, actor: Actor): Evaluation {
  if (!isOpen(ticketState)) return notOpen(ticketState);
  if (ticketState.assignee === null) return { kind: 'claimed' };
  return sameActor(ticketState.assignee, actor)
    ? refuse({ code: 'already-yours' })
    : refuse({ code: 'already-claimed', by: ticketState.assignee });
}

function evaluateAssign(ticketState: TicketState, to: Actor, actor: Actor): Evaluation {
  if (!isOpen(ticketState)) return notOpen(ticketState);
  if (ticketState.assignee === null || !sameActor(ticketState.assignee, to)) {
    return { kind: 'assigned', to: { ...to, kind: 'agent' }, from: ticketState.assignee };
  }
  return sameActor(to, actor)
    ? refuse({ code: 'already-yours' })
    : refuse({ code: 'already-theirs', by: ticketState.assignee });
}

function evaluatePriority(ticketState: TicketState, to: TicketState['priority']): Evaluation {
  if (!isOpen(ticketState)) return notOpen(ticketState);
  return ticketState.priority === to
    ? refuse({ code: 'same-priority', priority: to })
    : { kind: 'prioritized', from: ticketState.priority, to };
}

function evaluateResolve(
  ticketState: TicketState,
  { text, format }: Extract<TicketCommand, { kind: 'resolve' }>,
  actor: Actor,
): Evaluation {
  if (ticketState.status === 'resolved')
    return refuse({ code: 'already-resolved', by: ticketState.assignee });
  if (ticketState.status === 'closed') return notOpen(ticketState);
  const resolved = {
    kind: 'resolved',
    text: text?.trim() ? text : null,
    took: ticketState.assignee === null,
    ...(format && { format }),
  } as const;
  return ticketState.assignee === null ? resolved : requireAssignee(ticketState, actor, resolved);
}

function evaluateAnswer(
  ticketState: TicketState,
  { text, files, source }: Extract<TicketCommand, { kind: 'answer' }>,
): Evaluation {
  if (ticketState.status === 'closed') return notOpen(ticketState);
  if (text.trim() === '' && files.length === 0) return refuse({ code: 'nothing-said' });
  return { kind: 'answered', text, files, source };
}

function evaluateRate(
  ticketState: TicketState,
  { stars, comment }: Extract<TicketCommand, { kind: 'rate' }>,
): Evaluation {
  if (isOpen(ticketState)) return refuse({ code: 'nothing-to-rate' });
  return ticketState.rating === null
    ? { kind: 'rated', stars, comment }
    : refuse({ code: 'already-rated' });
}

function isAvailable(
  ticketState: TicketState,
  command: AgentTicketCommandName,
  agent: Actor | null,
): boolean {
  const mayDecide =
    agent === null || ticketState.assignee === null || isAssignee(ticketState, agent);
  switch (command) {
    case 'claim':
      return ticketState.status === 'new';
    case 'release':
      return isOpen(ticketState) && ticketState.assignee !== null && mayDecide;
    case 'resolve':
      return isOpen(ticketState) && mayDecide;
    case 'assign':
    case 'ask':
    case 'priority':
      return isOpen(ticketState);
    case 'reply':
      return ticketState.status !== 'closed';
    case 'note':
    case 'relabel':
      return true;
    case 'reopen':
      return !isOpen(ticketState);
    default:
      return command satisfies never;
  }
}

type Written = Extract<TicketCommand, { kind: 'reply' | 'note' | 'ask' }>;

function withTakeover(ticketState: TicketState, command: Written) {
  return { ...written(command), took: ticketState.assignee === null };
}

function written({ text, format }: Written) {
  return { text, ...(format && { format }) };
}

function requireText(text: string, said: TicketEventBody): Evaluation {
  return text.trim() === '' ? refuse({ code: 'nothing-said' }) : said;
}

function requireAssignee(
  ticketState: TicketState,
  actor: Actor,
  done: TicketEventBody,
): Evaluation {
  return isAssignee(ticketState, actor)
    ? done
    : refuse({ code: 'not-yours', by: ticketState.assignee });
}

function notOpen({ status }: TicketState): Evaluation {
  return refuse({ code: 'not-open', status });
}

function refuse(refusal: CommandRefusal): Evaluation {
  return { refusal };
}
