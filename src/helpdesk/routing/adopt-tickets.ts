import type { Kysely } from 'kysely';
import type { HelpdeskChannel } from '../../ports/message.ts';
import type { Database } from '../../store/database.ts';
import { addDesks, openOutside } from '../../store/ticket-queue.ts';
import { findTicketState } from '../../store/ticket-states.ts';
import { storedTicket } from '../../store/tickets.ts';
import type { RouteTicket } from './routing.ts';
import { tenantOf } from './tenant.ts';

const AT_ONCE = 100;

/**
 * Moves open tickets, whose desks were all renamed or removed from the configuration, to the desks
 * they would be routed to now; otherwise they would stay invisible forever. Resolves to their
 * number. They appear in the queue at once and get a card with their next event, so that a restart
 * doesn't flood a channel.
 */
export async function adoptTickets(
  db: Kysely<Database>,
  helpdeskChannels: readonly HelpdeskChannel[],
  route: RouteTicket,
): Promise<number> {
  const known = helpdeskChannels.map(({ desk }) => desk);
  let adopted = 0;
  let numbers = await openOutside(db, known, null, AT_ONCE);
  while (numbers.length > 0) {
    for (const number of numbers) if (await adopt(db, number, route)) adopted += 1;
    numbers = await openOutside(db, known, numbers.at(-1) ?? null, AT_ONCE);
  }
  return adopted;
}

async function adopt(db: Kysely<Database>, number: string, route: RouteTicket): Promise<boolean> {
  const { ticket, conversation } = await storedTicket(db, number);
  const ticketState = await findTicketState(db, number);
  const desks = route(ticket, tenantOf(conversation), ticketState?.priority ?? ticket.priority);
  await addDesks(db, number, desks);
  return desks.length > 0;
}
