import { type Kysely, sql } from 'kysely';
import type { Audience } from '../ports/message.ts';
import { sequenceOf } from '../tickets/number.ts';
import type { Database } from './database.ts';

/** Outcome of one message. */
export type MessageNote = MessageKey & DeliveryOutcome;

/** Which message it is. */
export interface MessageKey {
  readonly id: string;
  readonly audience: Audience;
  /** A requester's conversation, or the name of a desk. */
  readonly destination: string;
  /** Id of the reply it carried. */
  readonly reply: string;
  /** What is posted in a desk, and for which ticket (`SP-1001`); null for a requester. */
  readonly post: { readonly ticket: string; readonly kind: string } | null;
}

export type DeliveryOutcome =
  | { readonly status: 'sent'; readonly messageId: string | null }
  /** Given up; `content` is the JSON text of the payload. */
  | {
      readonly status: 'dead';
      readonly problem: string;
      readonly error: string;
      readonly content: string;
    };

/** For `on conflict do update`: the new outcome replaces the earlier one. */
const OUTCOME_REPLACED = {
  status: sql<DeliveryOutcome['status']>`excluded.status`,
  message_id: sql<string | null>`excluded.message_id`,
  problem: sql<string | null>`excluded.problem`,
  error: sql<string | null>`excluded.error`,
  content: sql<string | null>`excluded.content`,
  at: sql<Date>`excluded.at`,
};

/**
 * Records the outcomes of messages, each id once per call. Recording an id again replaces the
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

/** Returns which of these messages already have an outcome and so are done. */
export async function notedMessages(
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
    .where('audience', '=', 'requester')
    .where('message_id', 'is not', null)
    .orderBy('at')
    .execute();
  return new Map(rows.map((row) => [row.reply, row.message_id]));
}

function rowOf(note: MessageNote) {
  const { id, audience, destination, reply, post } = note;
  const ticket = post && (sequenceOf(post.ticket) ?? 0);
  return {
    id,
    audience,
    destination,
    reply,
    ticket,
    kind: post?.kind ?? null,
    ...outcomeColumns(note),
  };
}

function outcomeColumns(outcome: DeliveryOutcome) {
  const { status } = outcome;
  return status === 'sent'
    ? { status, message_id: outcome.messageId, problem: null, error: null, content: null }
    : {
        status,
        message_id: null,
        problem: outcome.problem,
        error: outcome.error,
        content: outcome.content,
      };
}
