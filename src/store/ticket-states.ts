import { type Kysely, sql, type Transaction } from 'kysely';
import { SignpostError } from '../diagnostics/errors.ts';
import { actorKey } from '../tickets/actor.ts';
import { formatTicketNumber, sequenceOf } from '../tickets/number.ts';
import { PRIORITIES } from '../tickets/payload.ts';
import type { TicketEvent } from '../tickets/ticket-event.ts';
import { eventSchema, ticketStateSchema } from '../tickets/ticket-schemas.ts';
import type { TicketState } from '../tickets/ticket-state.ts';
import type { Database } from './database.ts';
import { storableJson } from './storable.ts';

/** Creates the state of a ticket with its first event. */
export async function insertTicketState(
  trx: Transaction<Database>,
  ticketState: TicketState,
  opened: TicketEvent,
): Promise<void> {
  const ticket = digitsOf(ticketState.number);
  await trx
    .insertInto('ticket_states')
    .values({ ticket, opened_at: new Date(ticketState.openedAt), ...columnsOf(ticketState) })
    .execute();
  await append(trx, opened);
}

/**
 * Returns the state of a ticket, locked until the transaction ends: others that want to change it
 * wait, and then see the new state. Null if there is no such ticket. Lock its conversation before
 * it, never after.
 */
export async function lockTicketState(
  trx: Transaction<Database>,
  number: string,
): Promise<TicketState | null> {
  const row = await trx
    .selectFrom('ticket_states')
    .select('state')
    .where('ticket', '=', sequenceOf(number) ?? -1)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : readTicketState(row.state, number);
}

/** Returns the current state of a ticket; null if there is no such ticket. */
export async function findTicketState(
  db: Kysely<Database>,
  number: string,
): Promise<TicketState | null> {
  const row = await db
    .selectFrom('ticket_states')
    .select('state')
    .where('ticket', '=', sequenceOf(number) ?? -1)
    .executeTakeFirst();
  return row === undefined ? null : readTicketState(row.state, number);
}

/**
 * Appends an event to a ticket and stores the resulting state.
 * @throws Error if the ticket has changed since the state was read: nothing is ever overwritten.
 */
export async function saveTicketEvent(
  trx: Transaction<Database>,
  ticketState: TicketState,
  event: TicketEvent,
): Promise<void> {
  const saved = await trx
    .updateTable('ticket_states')
    .set(columnsOf(ticketState))
    .where('ticket', '=', digitsOf(ticketState.number))
    .where('revision', '=', ticketState.revision - 1)
    .returning('ticket')
    .executeTakeFirst();
  if (saved === undefined)
    throw new Error(`${ticketState.number} was changed by somebody else meanwhile.`);
  await append(trx, event);
}

/** Returns a ticket's events after a revision, in order, at most `limit`. */
export async function eventsAfter(
  db: Kysely<Database>,
  number: string,
  revision: number,
  limit: number,
): Promise<readonly TicketEvent[]> {
  const rows = await db
    .selectFrom('ticket_events')
    .select('event')
    .where('ticket', '=', sequenceOf(number) ?? -1)
    .where('revision', '>', revision)
    .orderBy('revision')
    .limit(limit)
    .execute();
  return rows.map(({ event }) => readEvent(event, number));
}

/**
 * Returns the ticket and revision that a message of this conversation (`source`, the platform's id)
 * went to.
 */
export async function findSource(
  db: Kysely<Database>,
  conversation: string,
  source: string,
): Promise<{ readonly number: string; readonly revision: number } | null> {
  const row = await db
    .selectFrom('ticket_events')
    .innerJoin('tickets', 'tickets.number', 'ticket_events.ticket')
    .select(['ticket_events.ticket', 'ticket_events.revision'])
    .where('tickets.conversation', '=', conversation)
    .where(sql<string>`ticket_events.event->>'source'`, '=', source)
    .orderBy('ticket_events.at', 'desc')
    .executeTakeFirst();
  return row === undefined
    ? null
    : { number: formatTicketNumber(row.ticket), revision: row.revision };
}

/**
 * Returns the numbers of tickets that were resolved before a time and haven't changed since, oldest
 * first.
 */
export async function resolvedBefore(
  db: Kysely<Database>,
  moment: Date,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('ticket_states')
    .select('ticket')
    .where(sql<boolean>`status = 'resolved'`)
    .where('resolved_at', '<', moment)
    .where(sql<string>`state->>'changedAt'`, '<', moment.toISOString())
    .orderBy('resolved_at')
    .limit(limit)
    .execute();
  return rows.map(({ ticket }) => formatTicketNumber(ticket));
}

async function append(trx: Transaction<Database>, event: TicketEvent): Promise<void> {
  const { ticket, revision, at } = event;
  await trx
    .insertInto('ticket_events')
    .values({ ticket: digitsOf(ticket), revision, at: new Date(at), event: storableJson(event) })
    .execute();
}

function columnsOf(ticketState: TicketState) {
  return {
    revision: ticketState.revision,
    status: ticketState.status,
    urgency: PRIORITIES.length - 1 - PRIORITIES.indexOf(ticketState.priority),
    assignee: ticketState.assignee && actorKey(ticketState.assignee),
    resolved_at: ticketState.resolvedAt === null ? null : new Date(ticketState.resolvedAt),
    state: storableJson(ticketState),
  };
}

function digitsOf(number: string): number {
  const digits = sequenceOf(number);
  if (digits === null) throw new Error(`${number} is not the number of a ticket.`);
  return digits;
}

function readTicketState(stored: unknown, number: string): TicketState {
  const parsed = ticketStateSchema.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw unreadable(`The life of ${number}`, parsed.error);
}

function readEvent(stored: unknown, number: string): TicketEvent {
  const parsed = eventSchema.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw unreadable(`An event of ${number}`, parsed.error);
}

function unreadable(what: string, cause: Error): SignpostError {
  return new SignpostError(
    'stored-data',
    `${what} is stored in a form this version does not know. Start the version that wrote it, or a newer one.`,
    { cause },
  );
}
