import type { Kysely, Selectable, Transaction } from 'kysely';
import { SignpostError } from '../diagnostics/errors.ts';
import { formatTicketNumber, sequenceOf } from '../tickets/number.ts';
import { type Ticket, type TicketDraft, ticketSchema } from '../tickets/payload.ts';
import type { Database, DeliveryStatus } from './database.ts';
import { shortReason } from './short-reason.ts';
import { storableJson } from './storable.ts';

export interface StoredTicket {
  readonly ticket: Ticket;
  readonly conversation: string;
  readonly deliveries: readonly TicketDelivery[];
}

/** How far one outside system has come with a ticket. */
export interface TicketDelivery {
  readonly system: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly lastError: string | null;
}

/** The tickets a conversation has ended in, oldest first. */
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

/** The ticket people call by this number (`SP-1001`), or null where there is none. */
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
 * Gives a draft its number and stores it, within a turn. A draft whose idempotency key is stored already gets the
 * number it has, and `created` is false.
 */
export async function storeTicket(
  trx: Transaction<Database>,
  conversation: string,
  draft: TicketDraft,
): Promise<{ readonly ticket: Ticket; readonly created: boolean }> {
  const known = await trx
    .selectFrom('tickets')
    .select(['number', 'payload'])
    .where('idempotency_key', '=', draft.idempotencyKey)
    .executeTakeFirst();
  if (known !== undefined) return { ticket: readTicket(known), created: false };

  // The row stays locked until the turn is durable: numbers are given in order, and a turn undone gives its own back.
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
    })
    .execute();
  return { ticket, created: true };
}

/** The ticket with these digits, as it was stored. */
export async function ticketByDigits(db: Kysely<Database>, digits: number): Promise<Ticket> {
  const query = db.selectFrom('tickets').select(['number', 'payload']).where('number', '=', digits);
  return readTicket(await query.executeTakeFirstOrThrow());
}

/** The digits of the newest number given; below `FIRST_TICKET` if none was. */
export async function newestTicket(db: Kysely<Database>): Promise<number> {
  const { last } = await db.selectFrom('ticket_numbers').select('last').executeTakeFirstOrThrow();
  return Number(last);
}

/** A ticket and the conversation it was filed in, by its number, which has to be one that was given. */
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

/** Puts down that these tickets are on their way to these systems. */
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

/** Notes how far a delivery has come; `error` is the last reason it failed, if it did. */
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

/** Returns true if this system has the ticket already. */
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

/** How many deliveries are still on their way. */
export async function countPendingDeliveries(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('ticket_deliveries')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  return Number(count);
}

function readTicket(row: Pick<Selectable<Database['tickets']>, 'number' | 'payload'>): Ticket {
  const parsed = ticketSchema.safeParse(row.payload);
  if (parsed.success) return parsed.data;
  throw new SignpostError(
    'stored-data',
    `Ticket ${formatTicketNumber(row.number)} is stored in a form this version does not know. Start the version that wrote it, or a newer one.`,
    { cause: parsed.error },
  );
}
