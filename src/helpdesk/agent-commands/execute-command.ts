import type {
  AgentChoice,
  AgentForm,
  AgentRefusal,
  AgentReply,
  FormProblem,
} from '../../ports/agent-reply.ts';
import { redactor } from '../../redaction/redactor.ts';
import { storable } from '../../store/storable.ts';
import { desksOf } from '../../store/ticket-queue.ts';
import { actorKey, actorName, sameActor } from '../../tickets/actor.ts';
import { applyCommand, availableCommands } from '../../tickets/evaluate-command.ts';
import type { Ticket } from '../../tickets/payload.ts';
import { type AgentTicketCommand, MAX_TEXT_LENGTH } from '../../tickets/ticket-command.ts';
import type { TicketState } from '../../tickets/ticket-state.ts';
import { executeTicketCommand } from '../tickets/apply-command.ts';
import type { AgentIntent, ChangeIntent } from './agent-intent.ts';
import { assigneeAmong } from './assignee.ts';
import type { AgentServiceOptions, CommandContext } from './command-context.ts';
import { noSuchTicket, ticketFor } from './views.ts';

/** A ticket an agent may see, with its data from before any lock. */
interface Target {
  readonly ticket: Ticket;
  readonly conversation: string;
  readonly ticketState: TicketState;
}

/** Executes a command that changes a ticket, or returns a form for the missing input. */
export async function executeCommand(
  options: AgentServiceOptions,
  asking: CommandContext,
  wanted: ChangeIntent,
): Promise<AgentReply> {
  const target = await ticketFor(options, asking, wanted.ticket);
  if (target === null) return noSuchTicket(asking, wanted.ticket);
  if (wanted.do === 'form') {
    const problem: FormProblem | null = wanted.isSent
      ? {
          code:
            wanted.command === 'assign' || wanted.command === 'priority'
              ? 'nobody-chosen'
              : 'nothing-said',
        }
      : null;
    return formFor(options, asking, target, wanted.command, problem);
  }
  const found =
    wanted.do === 'move' ? { move: wanted.move } : await assignment(options, asking, wanted);
  if ('refusal' in found) return refused(asking, target, found.refusal);
  return execute(options, asking, target, await maskCommand(found.move), wanted);
}

async function execute(
  options: AgentServiceOptions,
  asking: CommandContext,
  target: Target,
  move: AgentTicketCommand,
  wanted: Exclude<ChangeIntent, { do: 'form' }>,
): Promise<AgentReply> {
  const isFromForm = asking.input.what.kind === 'pressed';
  const command = formOf(move);
  if (textOf(move).length > MAX_TEXT_LENGTH) {
    if (isFromForm && command)
      return formFor(options, asking, target, command, { code: 'too-long' }, textOf(move));
    return refused(asking, target, { code: 'too-long', most: MAX_TEXT_LENGTH });
  }
  // A note stays internal, and a claim itself reports what preceded it, so neither needs a second
  // look.
  const shown =
    move.kind === 'note' || move.kind === 'claim' || move.kind === 'release'
      ? null
      : wanted.revision;
  const { input: asked } = asking;
  const outcome = await executeTicketCommand(options, {
    ...target,
    actor: asked.actor,
    move,
    at: asked.at,
    newId: asked.newId,
    shown,
    once: asked,
  });
  switch (outcome.kind) {
    case 'moved':
      return asking.reply({
        kind: 'done',
        number: target.ticket.number,
        title: target.ticket.title,
        event: outcome.event,
      });
    case 'refused':
      return refused(asking, target, outcome.refusal);
    case 'repeated':
      return refused(asking, target, { code: 'done-before' });
    case 'changed': {
      const now = { ...target, ticketState: outcome.ticketState };
      if (command === null) return refused(asking, now, { code: 'done-before' });
      return formFor(
        options,
        asking,
        now,
        command,
        { code: 'changed', by: outcome.by },
        textOf(move),
      );
    }
    default:
      return outcome satisfies never;
  }
}

async function assignment(
  { agents, store }: AgentServiceOptions,
  { input: asked }: CommandContext,
  { ticket, to }: Extract<AgentIntent, { do: 'assign' }>,
): Promise<{ readonly move: AgentTicketCommand } | { readonly refusal: AgentRefusal }> {
  const assignee = assigneeAmong(
    await agents.list(await desksOf(store.db, ticket)),
    to,
    asked.actor,
  );
  return 'found' in assignee ? { move: { kind: 'assign', to: assignee.found } } : assignee;
}

/** Returns the form for a command, or the refusal right away if the ticket doesn't allow it. */
async function formFor(
  { agents, store }: AgentServiceOptions,
  asking: CommandContext,
  { ticket, ticketState }: Target,
  command: AgentForm['command'],
  problem: FormProblem | null,
  text = '',
): Promise<AgentReply> {
  const { actor, at } = asking.input;
  if (!availableCommands(ticketState, actor).includes(command)) {
    const decision = applyCommand(ticketState, SAMPLES[command], actor, at);
    if (!decision.ok)
      return asking.reply({ kind: 'refused', number: ticket.number, refusal: decision.refusal });
  }
  const choices =
    command === 'assign' ? await agents.list(await desksOf(store.db, ticket.number)) : [];
  const listed = choices.map((agent): AgentChoice => {
    return { value: actorKey(agent), name: actorName(agent), me: sameActor(agent, actor) };
  });
  const { number, title } = ticket;
  return asking.reply({
    kind: 'form',
    command,
    number,
    title,
    ticketState,
    text,
    agents: listed,
    problem,
  });
}

/** A sample of each command, to find out why it would be refused. */
const SAMPLES: Readonly<Record<AgentForm['command'], AgentTicketCommand>> = {
  reply: { kind: 'reply', text: '…' },
  note: { kind: 'note', text: '…' },
  ask: { kind: 'ask', text: '…' },
  resolve: { kind: 'resolve', text: null },
  reopen: { kind: 'reopen', reason: null },
  assign: { kind: 'assign', to: { kind: 'agent', channel: 'web', tenant: '', id: '', name: null } },
  priority: { kind: 'priority', to: 'normal' },
};

function refused(
  { reply: answer }: CommandContext,
  { ticket }: Target,
  refusal: AgentRefusal,
): AgentReply {
  return answer({ kind: 'refused', number: ticket.number, refusal });
}

function formOf({ kind }: AgentTicketCommand): AgentForm['command'] | null {
  return kind === 'claim' || kind === 'release' ? null : kind;
}

function textOf(move: AgentTicketCommand): string {
  if ('text' in move) return move.text ?? '';
  return move.kind === 'reopen' ? (move.reason ?? '') : '';
}

/** Agents paste secrets too, so they are masked before anything is stored or displayed. */
async function maskCommand(move: AgentTicketCommand): Promise<AgentTicketCommand> {
  switch (move.kind) {
    case 'reply':
    case 'note':
    case 'ask':
      return storable({ ...move, text: await masked(move.text) });
    case 'resolve':
      return storable({ ...move, text: move.text === null ? null : await masked(move.text) });
    case 'reopen':
      return storable({ ...move, reason: move.reason === null ? null : await masked(move.reason) });
    case 'claim':
    case 'assign':
    case 'release':
    case 'priority':
      return move;
    default:
      return move satisfies never;
  }
}

async function masked(words: string): Promise<string> {
  return (await redactor.redact(words)).text;
}
