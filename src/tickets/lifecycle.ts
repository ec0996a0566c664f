import { type Actor, sameActor } from './actor.ts';
import { AGENT_TICKET_COMMANDS, type AgentTicketCommandName, type CommandRefusal, type TicketCommand } from './move.ts';
import type { TicketEvent, TicketEventBody } from './ticket-event.ts';
import { applyEvent, isAssignee, isOpen, type TicketState } from './ticket-life.ts';

export type CommandResult =
  | { readonly ok: true; readonly life: TicketState; readonly event: TicketEvent }
  | { readonly ok: false; readonly refusal: CommandRefusal };

type Evaluation = TicketEventBody | { readonly refusal: CommandRefusal };

/**
 * Whether `actor` may make this move on a ticket at `at` (ISO 8601, UTC), and what comes of it: one event and the life
 * after it, or the reason why not. Any agent may write on any open ticket, and so takes one that nobody has; to
 * resolve or release is for who has it.
 */
export function applyCommand(life: TicketState, move: TicketCommand, actor: Actor, at: string): CommandResult {
  const ruling = mayIssue(move, actor) ? evaluate(life, move, actor) : refuse({ code: 'not-allowed' });
  if ('refusal' in ruling) return { ok: false, refusal: ruling.refusal };
  const event: TicketEvent = { ...ruling, ticket: life.number, revision: life.revision + 1, at, actor };
  return { ok: true, life: applyEvent(life, event), event };
}

/** What any agent, or this one, could do to a ticket as it stands, in the order buttons stand in. */
export function availableCommands(life: TicketState, agent: Actor | null = null): readonly AgentTicketCommandName[] {
  return AGENT_TICKET_COMMANDS.filter((deed) => isAvailable(life, deed, agent));
}

const REQUESTER_COMMANDS: ReadonlySet<TicketCommand['kind']> = new Set([
  'answer',
  'amend',
  'confirm',
  'rate',
  'reopen',
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

function evaluate(life: TicketState, move: TicketCommand, actor: Actor): Evaluation {
  switch (move.kind) {
    case 'claim':
      return evaluateClaim(life, actor);
    case 'assign':
      return evaluateAssign(life, move.to, actor);
    case 'release':
      return isOpen(life) ? requireAssignee(life, actor, { kind: 'released' }) : notOpen(life);
    case 'reply':
      return life.status === 'closed'
        ? notOpen(life)
        : requireText(move.text, { ...withTakeover(life, move.text), kind: 'replied' });
    case 'note':
      return requireText(move.text, { kind: 'noted', text: move.text });
    case 'ask':
      return isOpen(life) ? requireText(move.text, { ...withTakeover(life, move.text), kind: 'asked' }) : notOpen(life);
    case 'priority':
      return evaluatePriority(life, move.to);
    case 'resolve':
      return evaluateResolve(life, move.text, actor);
    case 'reopen':
      return isOpen(life) ? refuse({ code: 'nothing-to-reopen' }) : { kind: 'reopened', reason: move.reason };
    case 'answer':
      return evaluateAnswer(life, move);
    case 'amend':
      return move.of > 0 && move.of <= life.revision
        ? { kind: 'amended', of: move.of, text: move.text }
        : refuse({ code: 'nothing-to-amend' });
    case 'confirm':
      return life.status === 'resolved' ? { kind: 'confirmed' } : refuse({ code: 'nothing-to-confirm' });
    case 'rate':
      return evaluateRate(life, move);
    case 'undelivered':
      return { kind: 'undelivered', what: move.what };
    case 'close':
      return life.status === 'resolved' ? { kind: 'closed', days: move.days } : refuse({ code: 'nothing-to-confirm' });
    default:
      return move satisfies never;
  }
}

function evaluateClaim(life: TicketState, actor: Actor): Evaluation {
  if (!isOpen(life)) return notOpen(life);
  if (life.assignee === null) return { kind: 'claimed' };
  return sameActor(life.assignee, actor)
    ? refuse({ code: 'already-yours' })
    : refuse({ code: 'already-claimed', by: life.assignee });
}

function evaluateAssign(life: TicketState, to: Actor, actor: Actor): Evaluation {
  if (!isOpen(life)) return notOpen(life);
  if (life.assignee === null || !sameActor(life.assignee, to)) {
    return { kind: 'assigned', to: { ...to, kind: 'agent' }, from: life.assignee };
  }
  return sameActor(to, actor)
    ? refuse({ code: 'already-yours' })
    : refuse({ code: 'already-theirs', by: life.assignee });
}

function evaluatePriority(life: TicketState, to: TicketState['priority']): Evaluation {
  if (!isOpen(life)) return notOpen(life);
  return life.priority === to
    ? refuse({ code: 'same-priority', priority: to })
    : { kind: 'prioritized', from: life.priority, to };
}

function evaluateResolve(life: TicketState, text: string | null, actor: Actor): Evaluation {
  if (life.status === 'resolved') return refuse({ code: 'already-resolved', by: life.assignee });
  if (life.status === 'closed') return notOpen(life);
  const resolved = { kind: 'resolved', text: text?.trim() ? text : null, took: life.assignee === null } as const;
  return life.assignee === null ? resolved : requireAssignee(life, actor, resolved);
}

function evaluateAnswer(
  life: TicketState,
  { text, files, source }: Extract<TicketCommand, { kind: 'answer' }>,
): Evaluation {
  if (life.status === 'closed') return notOpen(life);
  if (text.trim() === '' && files.length === 0) return refuse({ code: 'nothing-said' });
  return { kind: 'answered', text, files, source };
}

function evaluateRate(life: TicketState, { stars, comment }: Extract<TicketCommand, { kind: 'rate' }>): Evaluation {
  if (isOpen(life)) return refuse({ code: 'nothing-to-rate' });
  return life.rating === null ? { kind: 'rated', stars, comment } : refuse({ code: 'already-rated' });
}

function isAvailable(life: TicketState, deed: AgentTicketCommandName, agent: Actor | null): boolean {
  const mayDecide = agent === null || life.assignee === null || isAssignee(life, agent);
  switch (deed) {
    case 'claim':
      return life.status === 'new';
    case 'release':
      return isOpen(life) && life.assignee !== null && mayDecide;
    case 'resolve':
      return isOpen(life) && mayDecide;
    case 'assign':
    case 'ask':
    case 'priority':
      return isOpen(life);
    case 'reply':
      return life.status !== 'closed';
    case 'note':
      return true;
    case 'reopen':
      return !isOpen(life);
    default:
      return deed satisfies never;
  }
}

function withTakeover(life: TicketState, text: string) {
  return { text, took: life.assignee === null };
}

function requireText(text: string, said: TicketEventBody): Evaluation {
  return text.trim() === '' ? refuse({ code: 'nothing-said' }) : said;
}

function requireAssignee(life: TicketState, actor: Actor, done: TicketEventBody): Evaluation {
  return isAssignee(life, actor) ? done : refuse({ code: 'not-yours', by: life.assignee });
}

function notOpen({ status }: TicketState): Evaluation {
  return refuse({ code: 'not-open', status });
}

function refuse(refusal: CommandRefusal): Evaluation {
  return { refusal };
}
