import type { Kysely } from 'kysely';
import { sequenceOf } from '../tickets/number.ts';
import type { Database } from './database.ts';
import { OUTCOME_REPLACED, type Outcome, outcomeColumns } from './outcome.ts';

/** What became of one thing posted in a desk. */
export type DeskPostNote = {
  /** Id of the `DeskOutgoing`. */
  readonly id: string;
  readonly desk: string;
  /** Number of the ticket, such as `SP-1001`. */
  readonly ticket: string;
  readonly kind: string;
} & Outcome;

/** Notes what became of posts, each id once in a call; noting one again replaces what was noted before. */
export async function noteDeskPosts(db: Kysely<Database>, notes: readonly DeskPostNote[]): Promise<void> {
  if (notes.length === 0) return;
  await db
    .insertInto('desk_posts')
    .values(notes.map(rowOf))
    .onConflict((conflict) => conflict.column('id').doUpdateSet(OUTCOME_REPLACED))
    .execute();
}

/** Which of these posts (`DeskOutgoing` ids) were noted before: they are done with. */
export async function notedDeskPosts(db: Kysely<Database>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('desk_posts').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}

/** The platform's id of a ticket's card in a desk, the newest where it had to be posted again; null where none is known. */
export async function deskCardId(db: Kysely<Database>, desk: string, ticket: string): Promise<string | null> {
  const row = await db
    .selectFrom('desk_posts')
    .select('message_id')
    .where('desk', '=', desk)
    .where('ticket', '=', sequenceOf(ticket) ?? -1)
    .where('kind', '=', 'escalation')
    .where('status', '=', 'sent')
    .where('message_id', 'is not', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.message_id ?? null;
}

function rowOf(note: DeskPostNote) {
  const { id, desk, kind } = note;
  return { id, desk, ticket: sequenceOf(note.ticket) ?? 0, kind, ...outcomeColumns(note) };
}
