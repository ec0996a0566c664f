import type { Kysely } from 'kysely';
import { composeTicket } from '../../../conversation/compose-ticket.ts';
import type { State } from '../../../conversation/state.ts';
import type { World } from '../../../conversation/world.ts';
import { withShownMasks } from '../../../i18n/shown-masks.ts';
import { loadConversation } from '../../../store/conversations.ts';
import type { Database } from '../../../store/database.ts';
import { findTicketState } from '../../../store/ticket-states.ts';
import { ticketsOf } from '../../../store/tickets.ts';
import type { Ticket } from '../../../tickets/payload.ts';
import { mapView } from './map-view.ts';
import type { PageState, TicketView } from './page-view.ts';

/**
 * Reads what appears beside the chat: the language, the map and the ticket; null before the
 * conversation starts.
 */
export async function readPageState(
  db: Kysely<Database>,
  world: World,
  conversation: string,
): Promise<PageState | null> {
  const stored = await loadConversation(db, conversation);
  if (stored === null) return null;
  const { state } = stored;
  return {
    locale: state.locale,
    phase: state.phase.name,
    map: mapView(world, state),
    ticket: withShownMasks(await ticketView(db, world, state), state.locale),
  };
}

/** Returns one of the conversation's own tickets; null if it has none with that number. */
export async function ownTicket(
  db: Kysely<Database>,
  conversation: string,
  number: string,
): Promise<Ticket | null> {
  const tickets = await ticketsOf(db, conversation);
  return tickets.find((ticket) => ticket.number === number) ?? null;
}

async function ticketView(
  db: Kysely<Database>,
  world: World,
  state: State,
): Promise<TicketView | null> {
  const filed = state.phase.name === 'after' ? state.phase.filed : null;
  if (filed !== null) return filedView(db, { ...filed.ticket, number: filed.number });
  const draft = composeTicket(world, state, new Date().toISOString());
  return draft && { number: null, ticket: draft };
}

async function filedView(db: Kysely<Database>, ticket: Ticket): Promise<TicketView> {
  const { number } = ticket;
  const ticketState = await findTicketState(db, number);
  return {
    number,
    ticket,
    status: ticketState?.status ?? 'new',
    priority: ticketState?.priority ?? ticket.priority,
  };
}
