import type { Kysely } from 'kysely';
import type { Database } from './database.ts';
import { type DeliveryOutcome, OUTCOME_REPLACED, outcomeColumns } from './delivery-outcome.ts';

/** What became of one thing we said. */
export type MessageNote = {
  /** Id of the `Outgoing`. */
  readonly id: string;
  readonly conversation: string;
  readonly reply: string;
} & DeliveryOutcome;

/** Notes what became of things we said, each id once in a call; noting one again replaces what was noted before. */
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

/** Which of these things to say (`Outgoing` ids) were noted before: they are done with. */
export async function notedOf(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('messages').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map((row) => row.id));
}

/** The platform's ids of the messages that carried these replies, the newest of each, where one is known. */
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
