import type { Transaction } from 'kysely';
import type { Outgoing } from '../channels/channel.ts';
import type { ChatEvent } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import type { step } from '../conversation/step.ts';
import type { World } from '../conversation/world.ts';
import type { Database } from '../store/database.ts';
import { storeTicket } from '../store/tickets.ts';
import { sequenceOf } from '../tickets/number.ts';
import { type TicketDraft, ticketDraftSchema } from '../tickets/payload.ts';

export type Step = typeof step;

/** What became of a turn, before it is put down. */
export interface Played {
  readonly state: State;
  readonly says: readonly Pick<Outgoing, 'reply' | 'decided'>[];
  /** Digits of the numbers of tickets this turn stored. */
  readonly tickets: readonly number[];
}

/** A step that files a ticket on hearing that one was filed would never end. */
const MOST_STEPS = 4;

/**
 * Takes the step and carries its effects out, in their order, within the turn's transaction. A ticket is stored at
 * once, and the step hears its number in the same turn.
 */
export async function play(
  trx: Transaction<Database>,
  step: Step,
  world: World,
  state: State,
  event: ChatEvent,
  steps = 1,
): Promise<Played> {
  if (steps > MOST_STEPS) throw new Error('A turn files one ticket after another without end.');
  const taken = step(world, state, event);
  let played: Played = { state: taken.state, says: [], tickets: [] };
  for (const effect of taken.effects) {
    switch (effect.kind) {
      case 'say':
        played = { ...played, says: [...played.says, { reply: effect.reply, decided: null }] };
        break;
      case 'decide':
        played = { ...played, says: [...played.says, { reply: effect.reply, decided: { choice: effect.choice } }] };
        break;
      case 'file-ticket': {
        const filed = await file(trx, event.conversation, effect.ticket);
        const heard: ChatEvent = { ...event, content: { kind: 'ticket-filed', number: filed.number } };
        const after = await play(trx, step, world, played.state, heard, steps + 1);
        played = {
          state: after.state,
          says: [...played.says, ...after.says],
          tickets: [...played.tickets, ...filed.created, ...after.tickets],
        };
        break;
      }
      default:
        effect satisfies never;
    }
  }
  return played;
}

async function file(trx: Transaction<Database>, conversation: string, draft: TicketDraft) {
  const { ticket, created } = await storeTicket(trx, conversation, ticketDraftSchema.parse(draft));
  const digits = sequenceOf(ticket.number);
  return { number: ticket.number, created: created && digits !== null ? [digits] : [] };
}
