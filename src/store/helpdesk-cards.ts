import { type Kysely, sql } from 'kysely';
import { formatTicketNumber, sequenceOf } from '../tickets/number.ts';
import type { Database } from './database.ts';
import { destinationOf, MESSAGE_QUEUES } from './jobs/message-job.ts';

/** A ticket's card in a desk. */
export interface HelpdeskCard {
  /** The platform's message id; the newest if the card had to be reposted. */
  readonly messageId: string;
  /** Id of the message that posted or updated it last. */
  readonly post: string;
}

/**
 * Returns a ticket's card in a desk; null if none was posted. `isOutdated`: a queued job will
 * change it.
 */
export async function helpdeskCard(
  db: Kysely<Database>,
  { desk, ticket }: { readonly desk: string; readonly ticket: string },
): Promise<{ readonly card: HelpdeskCard | null; readonly isOutdated: boolean }> {
  const latest = cardsIn(db, desk)
    .select(sql`json_build_object('messageId', message_id, 'post', id)`.as('card'))
    .where('ticket', '=', sequenceOf(ticket) ?? -1)
    .where('status', '=', 'sent')
    .where('message_id', 'is not', null)
    .orderBy('at', 'desc');
  const key = destinationOf({ audience: 'agent', desk, ticket });
  const { rows } = await sql<{ card: HelpdeskCard | null; newer: boolean }>`
    select (${latest}) as card, exists (
      select 1 from pgboss.job where name = ${MESSAGE_QUEUES.agent} and singleton_key = ${key} and state = 'created'
      and data @> '{"items": [{"reply": {"kind": "escalation"}}]}'
    ) as newer`.execute(db);
  return { card: rows[0]?.card ?? null, isOutdated: rows[0]?.newer ?? false };
}

/** A ticket's card, and the desk it is in. */
export interface DeskCard {
  readonly desk: string;
  /** `SP-1001` */
  readonly ticket: string;
  readonly messageId: string;
}

/** Returns the newest card of each of these tickets in each of these desks. */
export async function cardsOf(
  db: Kysely<Database>,
  desks: readonly string[],
  tickets: readonly string[],
): Promise<readonly DeskCard[]> {
  const numbers = tickets.flatMap((ticket) => sequenceOf(ticket) ?? []);
  if (desks.length === 0 || numbers.length === 0) return [];
  const rows = await db
    .selectFrom('messages')
    .distinctOn(['destination', 'ticket'])
    .select(['destination', 'ticket', 'message_id'])
    .where('audience', '=', 'agent')
    .where('kind', '=', 'escalation')
    .where('status', '=', 'sent')
    .where('destination', 'in', desks)
    .where('ticket', 'in', numbers)
    .where('message_id', 'is not', null)
    .orderBy('destination')
    .orderBy('ticket')
    .orderBy('at', 'desc')
    .execute();
  return rows.flatMap(({ destination: desk, ticket, message_id: messageId }) =>
    ticket === null || messageId === null
      ? []
      : [{ desk, ticket: formatTicketNumber(ticket), messageId }],
  );
}

/** Returns the ticket whose card in a desk is this message; null if the message isn't a card. */
export async function ticketOfCard(
  db: Kysely<Database>,
  desk: string,
  messageId: string,
): Promise<string | null> {
  const row = await cardsIn(db, desk)
    .select('ticket')
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return numberIn(row);
}

/**
 * Returns the ticket whose card in a desk has a message id with this prefix; null if there is none.
 */
export async function ticketOfCardBeginning(
  db: Kysely<Database>,
  desk: string,
  begin: string,
): Promise<string | null> {
  const row = await cardsIn(db, desk)
    .select('ticket')
    .where(({ eb, fn, val }) =>
      eb(fn<boolean>('starts_with', ['message_id', val(begin)]), '=', true),
    )
    .executeTakeFirst();
  return numberIn(row);
}

/** A query for one card of a desk. */
function cardsIn(db: Kysely<Database>, desk: string) {
  return db
    .selectFrom('messages')
    .where('audience', '=', 'agent')
    .where('destination', '=', desk)
    .where('kind', '=', 'escalation')
    .limit(1);
}

function numberIn(row: { readonly ticket: number | null } | undefined): string | null {
  return row?.ticket ? formatTicketNumber(row.ticket) : null;
}
