import type { Kysely } from 'kysely';
import type { Database } from './database.ts';
import { type DeliveryOutcome, OUTCOME_REPLACED, outcomeColumns } from './delivery-outcome.ts';

/** Outcome of one reply. */
export type MessageNote = {
  /** Id of the `Outgoing`. */
  readonly id: string;
  readonly conversation: string;
  readonly reply: string;
} & DeliveryOutcome;

/**
 * Records the outcomes of replies, each id once per call. Recording an id again replaces the
 * earlier outcome.
 */
export async function noteMessages(
  db: Kysely<Database>,
  notes: readonly MessageNote[],
): Promise<void> {
  if (notes.length === 0) return;
  await db
    .insertInto('messages')
    .values(notes.map(rowOf))
    .onConflict((conflict) => conflict.column('id').doUpdateSet(OUTCOME_REPLACED))
    .execute();
}

/** Returns which of these replies (`Outgoing` ids) already have an outcome and so are done. */
export async function notedOf(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('messages').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map((row) => row.id));
}

/**
 * Returns the platform's ids of the messages that carried these replies, the newest of each, if
 * known.
 */
export async function messageIdsOf(
  db: Kysely<Database>,
  replies: readonly string[],
): Promise<Map<string, string | null>> {
  if (replies.length === 0) return new Map();
  const rows = await db
    .selectFrom('messages')
    .select(['reply', 'message_id'])
    .where('reply', 'in', replies)
    .where('message_id', 'is not', null)
    .orderBy('at')
    .execute();
  return new Map(rows.map((row) => [row.reply, row.message_id]));
}

function rowOf(note: MessageNote) {
  const { id, conversation, reply } = note;
  return { id, conversation, reply, ...outcomeColumns(note) };
}
