import type { Transaction } from 'kysely';
import type { ChatEvent } from '../../conversation/event.ts';
import { rememberTicket } from '../../conversation/open-tickets.ts';
import { numberNamedIn } from '../../conversation/phases/ticket-message.ts';
import type { State } from '../../conversation/state.ts';
import { symptomKey } from '../../runbook/lookup.ts';
import type { Database } from '../../store/database.ts';
import { findTicketState } from '../../store/ticket-states.ts';
import { findTicket } from '../../store/tickets.ts';
import { actorName } from '../../tickets/actor.ts';
import type { Ticket } from '../../tickets/payload.ts';

/** Returns what a conversation needs to know of a ticket it doesn't remember. */
export function aboutTicket({ title, createdAt, match }: Ticket) {
  return { title, at: createdAt, symptom: match && symptomKey(match) };
}

/**
 * Adds the ticket that a message begins with to the state, if it is this person's and the
 * conversation doesn't remember it.
 */
export async function withNamedTicket(
  trx: Transaction<Database>,
  state: State,
  event: ChatEvent,
): Promise<State> {
  const number = event.content.kind === 'message' ? numberNamedIn(event.content.text) : null;
  if (number === null || state.tickets.some((ticket) => ticket.number === number)) return state;
  const found = await findTicket(trx, number);
  const ticketState =
    found?.conversation === event.conversation ? await findTicketState(trx, number) : null;
  if (!found || ticketState === null) return state;
  const { status } = ticketState;
  const assignee = ticketState.assignee && actorName(ticketState.assignee);
  return rememberTicket(state, {
    number,
    ...aboutTicket(found.ticket),
    status,
    assignee,
    told: false,
  });
}
