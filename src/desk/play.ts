import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Outgoing } from '../channels/channel.ts';
import type { Effect } from '../conversation/effect.ts';
import type { ChatEvent } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import type { step } from '../conversation/step.ts';
import type { World } from '../conversation/world.ts';
import type { DeskJob } from '../outbox/desk-job.ts';
import type { Database } from '../store/database.ts';
import { findSource } from '../store/lives.ts';
import { noteRefusal } from '../store/refusals.ts';
import { storeTicket } from '../store/tickets.ts';
import type { RequesterMove } from '../tickets/move.ts';
import { sequenceOf } from '../tickets/number.ts';
import { type TicketDraft, ticketDraftSchema } from '../tickets/payload.ts';
import { requesterIn } from './realm.ts';
import type { Deeds } from './ticket-deeds.ts';

export type Step = typeof step;

/** What a turn is played with. */
export interface Stage {
  readonly trx: Transaction<Database>;
  readonly step: Step;
  readonly world: World;
  readonly deeds: Deeds;
}

/** What became of a turn, before it is put down. */
export interface Played {
  readonly state: State;
  readonly says: readonly Pick<Outgoing, 'reply' | 'decided'>[];
  /** Digits of the numbers of tickets this turn stored. */
  readonly tickets: readonly number[];
  /** What is to be posted in desks. */
  readonly posts: readonly DeskJob[];
  /** Numbers of tickets something was done to. */
  readonly changed: readonly string[];
}

/** A step that files a ticket on hearing that one was filed would never end. */
const MOST_STEPS = 4;

/**
 * Takes the step and carries its effects out, in their order, within the turn's transaction. A ticket is stored at
 * once, and the step hears its number in the same turn.
 */
export async function play(stage: Stage, state: State, event: ChatEvent, steps = 1): Promise<Played> {
  if (steps > MOST_STEPS) throw new Error('A turn files one ticket after another without end.');
  const taken = stage.step(stage.world, state, event);
  let played: Played = { state: taken.state, says: [], tickets: [], posts: [], changed: [] };
  for (const effect of taken.effects) {
    played = together(played, await carryOut(stage, played.state, event, effect, steps));
  }
  return played;
}

async function carryOut(
  stage: Stage,
  state: State,
  event: ChatEvent,
  effect: Effect,
  steps: number,
): Promise<Partial<Played>> {
  switch (effect.kind) {
    case 'say':
      return { says: [{ reply: effect.reply, decided: null }] };
    case 'decide':
      return { says: [{ reply: effect.reply, decided: { choice: effect.choice } }] };
    case 'file-ticket': {
      const filed = await file(stage, event, effect.ticket, effect.files);
      const heard: ChatEvent = { ...event, content: { kind: 'ticket-filed', number: filed.number } };
      return together(await play(stage, state, heard, steps + 1), filed);
    }
    case 'move-ticket':
      return move(stage, event, effect.number, effect.move);
    case 'amend-ticket': {
      const source = await findSource(stage.trx, event.conversation, effect.messageId);
      return source ? move(stage, event, source.number, { kind: 'amend', of: source.revision, text: effect.text }) : {};
    }
    default:
      return effect satisfies never;
  }
}

async function file({ trx, deeds }: Stage, event: ChatEvent, draft: TicketDraft, files: readonly string[]) {
  const { ticket, created } = await storeTicket(trx, event.conversation, ticketDraftSchema.parse(draft));
  const { number } = ticket;
  const digits = sequenceOf(number);
  if (!created || digits === null) return { number };
  const posts = await deeds.open(trx, {
    conversation: event.conversation,
    ticket,
    requester: requesterIn(event),
    files,
  });
  return { number, tickets: [digits], posts, changed: [number] };
}

/** What is refused here was overtaken by something else at the same moment: it is kept for the audit. */
async function move(
  { trx, deeds }: Stage,
  event: ChatEvent,
  number: string,
  made: RequesterMove,
): Promise<Partial<Played>> {
  const actor = requesterIn(event);
  const moved = await deeds.move(trx, number, made, actor, event.at);
  if (moved.ok) return { posts: moved.posts, changed: [number] };
  const { refusal } = moved;
  await noteRefusal(trx, { id: randomUUID(), at: event.at, actor, deed: made.kind, ticket: number, refusal });
  return {};
}

function together(before: Played, now: Partial<Played>): Played {
  return {
    state: now.state ?? before.state,
    says: [...before.says, ...(now.says ?? [])],
    tickets: [...before.tickets, ...(now.tickets ?? [])],
    posts: [...before.posts, ...(now.posts ?? [])],
    changed: [...before.changed, ...(now.changed ?? [])],
  };
}
