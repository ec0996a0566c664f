import { type Kysely, sql } from 'kysely';
import { formatTicketNumber, sequenceOf } from '../tickets/number.ts';
import type { Database } from './database.ts';
import { type DeliveryOutcome, OUTCOME_REPLACED, outcomeColumns } from './delivery-outcome.ts';

/** Outcome of one helpdesk post. */
export type DeskPostNote = {
  /** Id of the `DeskOutgoing`. */
  readonly id: string;
  readonly desk: string;
  /** Number of the ticket, such as `SP-1001`. */
  readonly ticket: string;
  readonly kind: string;
} & DeliveryOutcome;

/**
 * Records the outcomes of posts, each id once per call. Recording an id again replaces the earlier
 * outcome.
 */
export async function noteDeskPosts(
  db: Kysely<Database>,
  notes: readonly DeskPostNote[],
): Promise<void> {
  if (notes.length === 0) return;
  await db
    .insertInto('desk_posts')
    .values(notes.map(rowOf))
    .onConflict((conflict) => conflict.column('id').doUpdateSet(OUTCOME_REPLACED))
    .execute();
}

/** Returns which of these posts (`DeskOutgoing` ids) already have an outcome and so are done. */
export async function notedDeskPosts(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('desk_posts').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}

/** A ticket's card in a desk. */
export interface DeskCard {
  /** The platform's message id; the newest if the card had to be reposted. */
  readonly messageId: string;
  /** Id of the `DeskOutgoing` it shows. */
  readonly post: string;
}

/**
 * Returns a ticket's card in a desk; null if none was posted. `isOutdated`: a job of `queue` with
 * the same key will change it.
 */
export async function deskCard(
  db: Kysely<Database>,
  { desk, ticket }: { readonly desk: string; readonly ticket: string },
  job: { readonly queue: string; readonly key: string },
): Promise<{ readonly card: DeskCard | null; readonly isOutdated: boolean }> {
  const latest = db
    .selectFrom('desk_posts')
    .select(sql`json_build_object('messageId', message_id, 'post', id)`.as('card'))
    .where('desk', '=', desk)
    .where('ticket', '=', sequenceOf(ticket) ?? -1)
    .where('kind', '=', 'escalation')
    .where('status', '=', 'sent')
    .where('message_id', 'is not', null)
    .orderBy('at', 'desc')
    .limit(1);
  const { rows } = await sql<{ card: DeskCard | null; newer: boolean }>`
    select (${latest}) as card, exists (
      select 1 from pgboss.job where name = ${job.queue} and singleton_key = ${job.key} and state = 'created'
      and data @> '{"items": [{"reply": {"kind": "escalation"}}]}'
    ) as newer`.execute(db);
  return { card: rows[0]?.card ?? null, isOutdated: rows[0]?.newer ?? false };
}

function rowOf(note: DeskPostNote) {
  const { id, desk, kind } = note;
  return { id, desk, ticket: sequenceOf(note.ticket) ?? 0, kind, ...outcomeColumns(note) };
}

/** Returns the ticket whose card in a desk is this message; null if the message isn't a card. */
export async function ticketOfCard(
  db: Kysely<Database>,
  desk: string,
  messageId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('desk_posts')
    .select('ticket')
    .where('desk', '=', desk)
    .where('message_id', '=', messageId)
    .where('kind', '=', 'escalation')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : formatTicketNumber(row.ticket);
}

/**
 * Returns the ticket whose card in a desk has a message id with this prefix; null if there is none.
 */
export async function ticketOfCardBeginning(
  db: Kysely<Database>,
  desk: string,
  begin: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('desk_posts')
    .select('ticket')
    .where('desk', '=', desk)
    .where('kind', '=', 'escalation')
    .where(({ eb, fn, val }) =>
      eb(fn<boolean>('starts_with', ['message_id', val(begin)]), '=', true),
    )
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : formatTicketNumber(row.ticket);
}
