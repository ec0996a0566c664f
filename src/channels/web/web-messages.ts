import { type Kysely, sql } from 'kysely';
import type { Database } from '../../store/database.ts';
import { WEB_LIMITS } from './limits.ts';
import type { MessageView } from './page-view.ts';

/** What the page shows of one message. */
export type MessageContent = Pick<MessageView, 'author' | 'text' | 'card' | 'decided'>;

/**
 * Stores a message, or what became of it where it is stored already. Revisions of a conversation become
 * visible in their order, because each waits for the one before. `delivery` names this change: coming
 * a second time, it changes nothing and the promise resolves to false.
 */
export async function saveMessage(
  db: Kysely<Database>,
  message: MessageContent & { readonly conversation: string; readonly id: string; readonly delivery: string; at: Date },
): Promise<boolean> {
  const { conversation, id, delivery, at, author, card, decided } = message;
  // PostgreSQL's text cannot hold the character NUL.
  const text = message.text.replaceAll('\0', '');
  const stored = await db.transaction().execute(async (transaction) => {
    const revision = await nextRevision(transaction, conversation);
    return transaction
      .insertInto('web_messages')
      .values({ conversation, id, delivery, position: revision, revision, at, author, text, card: json(card), decided })
      .onConflict((conflict) =>
        conflict
          .columns(['conversation', 'id'])
          .doUpdateSet({ delivery, revision, text, card: json(card), decided })
          // A delivery repeated after a crash; and a card once decided never gets its buttons back.
          .where('web_messages.delivery', '!=', delivery)
          .where((where) => where.or([where('web_messages.decided', '=', false), where.val(decided)])),
      )
      .returning('position')
      .executeTakeFirst();
  });
  return stored !== undefined;
}

/** Forgets what a requester said where it could not be taken: they are told, and may say it again. */
export async function forgetMessage(db: Kysely<Database>, conversation: string, id: string): Promise<void> {
  await db.deleteFrom('web_messages').where('conversation', '=', conversation).where('id', '=', id).execute();
}

/** What changed in a conversation after a revision, in the order of the changes; of the last `history` messages only. */
export async function messagesSince(db: Kysely<Database>, conversation: string, after: number): Promise<MessageView[]> {
  const rows = await db
    .selectFrom('web_messages')
    .select(['id', 'position', 'revision', 'at', 'author', 'text', 'card', 'decided'])
    .where('conversation', '=', conversation)
    .where('revision', '>', after)
    .orderBy('position', 'desc')
    .limit(WEB_LIMITS.history)
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() })).sort((a, b) => a.revision - b.revision);
}

/** The row of the conversation stays locked until the transaction ends: that is what keeps revisions in order. */
async function nextRevision(db: Kysely<Database>, conversation: string): Promise<number> {
  const { revision } = await db
    .insertInto('web_conversations')
    .values({ conversation, revision: 1 })
    .onConflict((conflict) =>
      conflict.column('conversation').doUpdateSet({ revision: sql<number>`web_conversations.revision + 1` }),
    )
    .returning('revision')
    .executeTakeFirstOrThrow();
  return revision;
}

function json(card: MessageContent['card']): string | null {
  return card && JSON.stringify(card);
}
