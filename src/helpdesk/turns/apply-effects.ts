import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Effect } from '../../conversation/effect.ts';
import type { ChatEvent } from '../../conversation/event.ts';
import type { State } from '../../conversation/state.ts';
import type { step } from '../../conversation/step.ts';
import type { World } from '../../conversation/world.ts';
import type { RequesterMessage } from '../../ports/message.ts';
import { withoutPersonal } from '../../redaction/without-personal.ts';
import type { Database } from '../../store/database.ts';
import type { MessageJob } from '../../store/jobs/message-job.ts';
import { saveRefusal } from '../../store/refusals.ts';
import { countReporters, saveReport, settleReport } from '../../store/reports.ts';
import { findSource } from '../../store/ticket-states.ts';
import { storeTicket } from '../../store/tickets.ts';
import { sequenceOf } from '../../tickets/number.ts';
import { ticketDraftSchema } from '../../tickets/payload.ts';
import type { RequesterTicketCommand } from '../../tickets/ticket-command.ts';
import { requesterIn } from '../routing/tenant.ts';
import type { TicketService } from '../tickets/ticket-service.ts';

export type Step = typeof step;

/** Dependencies of a turn. */
export interface TurnContext {
  readonly trx: Transaction<Database>;
  readonly step: Step;
  readonly world: World;
  readonly tickets: TicketService;
}

/** Result of a turn, before it is saved. */
export interface TurnResult {
  readonly state: State;
  readonly says: readonly Pick<RequesterMessage, 'reply' | 'decided'>[];
  /** Digits of the numbers of tickets this turn stored. */
  readonly tickets: readonly number[];
  /** Posts for the desks, and lines for the threads that tickets come from. */
  readonly posts: readonly MessageJob[];
  /** Numbers of changed tickets. */
  readonly changed: readonly string[];
}

/** A step that asks for another step each time would never end. */
const MAX_STEPS = 4;

/**
 * Runs the step and applies its effects, in order, within the turn's transaction. A ticket is
 * stored at once, and the step gets its number in the same turn.
 */
export async function applyEffects(
  context: TurnContext,
  state: State,
  event: ChatEvent,
  steps = 1,
): Promise<TurnResult> {
  if (steps > MAX_STEPS) throw new Error('A turn takes one step after another without end.');
  const next = context.step(context.world, state, event);
  let result: TurnResult = { state: next.state, says: [], tickets: [], posts: [], changed: [] };
  for (const effect of next.effects) {
    const input = { state: result.state, event, steps };
    result = merge(result, await applyEffect(context, input, effect));
  }
  return result;
}

/** An event, the state its step left, and how many steps the turn has taken. */
interface StepInput {
  readonly state: State;
  readonly event: ChatEvent;
  readonly steps: number;
}

async function applyEffect(
  context: TurnContext,
  { state, event, steps }: StepInput,
  effect: Effect,
): Promise<Partial<TurnResult>> {
  switch (effect.kind) {
    case 'say':
      return { says: [{ reply: effect.reply, decided: null }] };
    case 'decide':
      return { says: [{ reply: effect.reply, decided: { choice: effect.choice } }] };
    case 'file-ticket': {
      const filed = await fileTicket(context, event, effect);
      const inbound: ChatEvent = {
        ...event,
        content: {
          kind: 'ticket-filed',
          number: filed.number,
          ...(filed.answer && { answer: filed.answer }),
        },
      };
      return merge(await applyEffects(context, state, inbound, steps + 1), filed);
    }
    case 'count-reports': {
      const counts = await countReporters(context.trx, event, effect.symptom);
      const counted: ChatEvent = { ...event, content: { kind: 'reports-counted', ...counts } };
      return applyEffects(context, state, counted, steps + 1);
    }
    case 'ticket-command':
      return runTicketCommand(context, event, effect.number, effect.command);
    case 'amend-ticket': {
      const source = await findSource(context.trx, event.conversation, effect.messageId);
      return source
        ? runTicketCommand(context, event, source.number, {
            kind: 'amend',
            of: source.revision,
            text: effect.text,
          })
        : {};
    }
    case 'keep-report': {
      const { report } = effect;
      const text = withoutPersonal(report.text, state.person.name);
      await saveReport(context.trx, event, { ...report, text });
      return {};
    }
    case 'settle-report':
      await settleReport(context.trx, effect);
      return {};
    default:
      return effect satisfies never;
  }
}

async function fileTicket(
  { trx, tickets }: TurnContext,
  event: ChatEvent,
  { ticket: draft, files, thread }: Extract<Effect, { kind: 'file-ticket' }>,
) {
  const { ticket, created } = await storeTicket(
    trx,
    event.conversation,
    ticketDraftSchema.parse(draft),
    thread,
  );
  const { number } = ticket;
  const digits = sequenceOf(number);
  if (!created || digits === null) return { number, answer: null };
  const { posts, answer } = await tickets.open(trx, {
    conversation: event.conversation,
    ticket,
    requester: requesterIn(event),
    files,
  });
  return { number, answer, tickets: [digits], posts, changed: [number] };
}

/**
 * A refusal here means that something else happened at the same moment; it is stored for the audit.
 */
async function runTicketCommand(
  { trx, tickets }: TurnContext,
  event: ChatEvent,
  number: string,
  command: RequesterTicketCommand,
): Promise<Partial<TurnResult>> {
  const actor = requesterIn(event);
  const { at } = event;
  const change = await tickets.execute(trx, { number, command, actor, at });
  if (change.ok) return { posts: change.posts, changed: [number] };
  await saveRefusal(trx, {
    id: randomUUID(),
    at,
    actor,
    command: command.kind,
    ticket: number,
    refusal: change.refusal,
  });
  return {};
}

function merge(before: TurnResult, now: Partial<TurnResult>): TurnResult {
  return {
    state: now.state ?? before.state,
    says: [...before.says, ...(now.says ?? [])],
    tickets: [...before.tickets, ...(now.tickets ?? [])],
    posts: [...before.posts, ...(now.posts ?? [])],
    changed: [...before.changed, ...(now.changed ?? [])],
  };
}
