import type { Kysely, Selectable, Transaction } from 'kysely';
import { SignpostError } from '../diagnostics/errors.ts';
import type { Address } from '../ports/message.ts';
import { formatTicketNumber, sequenceOf } from '../tickets/number.ts';
import type { Ticket, TicketDraft } from '../tickets/payload.ts';
import { parseStoredTicket } from '../tickets/stored-ticket.ts';
import type { Database } from './database.ts';
import { shortReason } from './short-reason.ts';
import { storableJson } from './storable.ts';
import type { DeliveryStatus } from './ticket-tables.ts';

export interface StoredTicket {
  readonly ticket: Ticket;
  readonly conversation: string;
  readonly deliveries: readonly TicketDelivery[];
}

/** Progress of a ticket's delivery to one outside system. */
export interface TicketDelivery {
  readonly system: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly lastError: string | null;
}

/** Returns the tickets filed from a conversation, oldest first. */
export async function ticketsOf(
  db: Kysely<Database>,
  conversation: string,
): Promise<readonly Ticket[]> {
  const rows = await db
    .selectFrom('tickets')
    .select(['number', 'payload'])
    .where('conversation', '=', conversation)
    .orderBy('number')
    .execute();
  return rows.map(readTicket);
}

/** Returns the ticket with this number (`SP-1001`), or null if there is none. */
export async function findTicket(
  db: Kysely<Database>,
  number: string,
): Promise<StoredTicket | null> {
  const digits = sequenceOf(number);
  if (digits === null) return null;
  const row = await db
    .selectFrom('tickets')
    .selectAll()
    .where('number', '=', digits)
    .executeTakeFirst();
  if (row === undefined) return null;
  const deliveries = await db
    .selectFrom('ticket_deliveries')
    .select(['system', 'status', 'attempts', 'last_error as lastError'])
    .where('ticket', '=', digits)
    .orderBy('system')
    .execute();
  return { ticket: readTicket(row), conversation: row.conversation, deliveries };
}

/**
 * Assigns a draft its number and stores it, within a turn. If the draft's idempotency key is
 * already stored, returns its existing number with `created` false. `thread` is the one elsewhere
 * that hears of it.
 */
export async function storeTicket(
  trx: Transaction<Database>,
  conversation: string,
  draft: TicketDraft,
  thread: Address | null = null,
): Promise<{ readonly ticket: Ticket; readonly created: boolean }> {
  const known = await trx
    .selectFrom('tickets')
    .select(['number', 'payload'])
    .where('idempotency_key', '=', draft.idempotencyKey)
    .executeTakeFirst();
  if (known !== undefined) return { ticket: readTicket(known), created: false };

  // The row stays locked until the turn is durable, so that numbers are assigned in order and a
  // rolled-back turn returns its own.
  const { last } = await trx
    .updateTable('ticket_numbers')
    .set((row) => ({ last: row('last', '+', 1) }))
    .returning('last')
    .executeTakeFirstOrThrow();
  const ticket: Ticket = { ...draft, number: formatTicketNumber(last) };
  await trx
    .insertInto('tickets')
    .values({
      number: last,
      idempotency_key: draft.idempotencyKey,
      conversation,
      payload: storableJson(ticket),
      thread: thread && storableJson(thread),
    })
    .execute();
  return { ticket, created: true };
}

/** Returns the stored ticket with these digits. */
export async function ticketByDigits(db: Kysely<Database>, digits: number): Promise<Ticket> {
  const query = db.selectFrom('tickets').select(['number', 'payload']).where('number', '=', digits);
  return readTicket(await query.executeTakeFirstOrThrow());
}

/** Returns the digits of the last assigned number; below `FIRST_TICKET` if there is none. */
export async function newestTicket(db: Kysely<Database>): Promise<number> {
  const { last } = await db.selectFrom('ticket_numbers').select('last').executeTakeFirstOrThrow();
  return Number(last);
}

/**
 * Returns a ticket and the conversation it was filed in, by its number, which must have been
 * assigned.
 */
export async function storedTicket(
  db: Kysely<Database>,
  number: string,
): Promise<{ readonly ticket: Ticket; readonly conversation: string }> {
  const row = await db
    .selectFrom('tickets')
    .select(['number', 'payload', 'conversation'])
    .where('number', '=', sequenceOf(number) ?? -1)
    .executeTakeFirstOrThrow();
  return { ticket: readTicket(row), conversation: row.conversation };
}

/** Returns the thread elsewhere that hears of a ticket; null if there is none. */
export async function threadOfTicket(
  db: Kysely<Database>,
  number: string,
): Promise<Address | null> {
  const row = await db
    .selectFrom('tickets')
    .select('thread')
    .where('number', '=', sequenceOf(number) ?? -1)
    .executeTakeFirst();
  return row?.thread ?? null;
}

/** Records pending deliveries of these tickets to these systems. */
export async function addDeliveries(
  trx: Transaction<Database>,
  deliveries: readonly { readonly ticket: number; readonly system: string }[],
): Promise<void> {
  if (deliveries.length === 0) return;
  const rows = deliveries.map((delivery) => ({
    ...delivery,
    status: 'pending' as const,
    last_error: null,
  }));
  await trx.insertInto('ticket_deliveries').values(rows).execute();
}

/** Records the progress of a delivery; `error` is the reason for its last failure, if any. */
export async function noteDelivery(
  db: Kysely<Database>,
  delivery: {
    readonly ticket: number;
    readonly system: string;
    status: DeliveryStatus;
    readonly attempts: number;
  },
  error: string | null,
): Promise<void> {
  await db
    .updateTable('ticket_deliveries')
    .set({
      status: delivery.status,
      attempts: delivery.attempts,
      last_error: error === null ? null : shortReason(error),
      updated_at: new Date(),
    })
    .where('ticket', '=', delivery.ticket)
    .where('system', '=', delivery.system)
    .execute();
}

/** Returns true if this system already has the ticket. */
export async function isDelivered(
  db: Kysely<Database>,
  ticket: number,
  system: string,
): Promise<boolean> {
  const delivery = await db
    .selectFrom('ticket_deliveries')
    .select('status')
    .where('ticket', '=', ticket)
    .where('system', '=', system)
    .executeTakeFirst();
  return delivery?.status === 'delivered';
}

/** Number of pending deliveries. */
export async function countPendingDeliveries(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('ticket_deliveries')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  return Number(count);
}

function readTicket(row: Pick<Selectable<Database['tickets']>, 'number' | 'payload'>): Ticket {
  const parsed = parseStoredTicket(row.payload);
  if (parsed.success) return parsed.data;
  throw new SignpostError(
    'stored-data',
    `Ticket ${formatTicketNumber(row.number)} is stored in a form this version does not know. Start the version that wrote it, or a newer one.`,
    { cause: parsed.error },
  );
}
