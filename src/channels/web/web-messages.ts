import { type Kysely, sql } from 'kysely';
import type { Database } from '../../store/database.ts';
import { WEB_LIMITS } from './limits.ts';
import type { MessageView } from './page-view.ts';

/** What the page shows of one message. */
export type MessageContent = Pick<MessageView, 'author' | 'text' | 'card' | 'decided'>;

/**
 * Stores a message, or what became of it where it is stored already. `delivery` names this change: coming a second
 * time, it changes nothing and the promise resolves to false. It is one statement, so that the row of the conversation
 * stays locked until it is done: revisions become visible in their order.
 */
export async function saveMessage(
  db: Kysely<Database>,
  message: MessageContent & { readonly conversation: string; readonly id: string; readonly delivery: string; at: Date },
): Promise<boolean> {
  const { conversation, id, delivery, at, author, card, decided } = message;
  // PostgreSQL's text cannot hold the character NUL.
  const text = message.text.replaceAll('\0', '');
  const { rows } = await sql`
    with next as (
      insert into web_conversations (conversation, revision) values (${conversation}, 1)
      on conflict (conversation) do update set revision = web_conversations.revision + 1
      returning revision
    )
    insert into web_messages (conversation, id, delivery, position, revision, at, author, text, card, decided)
    select ${conversation}, ${id}, ${delivery}, next.revision, next.revision, ${at.toISOString()}::timestamptz,
      ${author}, ${text}, ${card && JSON.stringify(card)}::jsonb, ${decided}::boolean
    from next
    on conflict (conversation, id) do update
      set delivery = excluded.delivery, revision = excluded.revision, text = excluded.text, card = excluded.card,
        decided = excluded.decided
      -- Not a delivery repeated after a crash; and a card once decided never gets its buttons back.
      where web_messages.delivery <> excluded.delivery and (excluded.decided or not web_messages.decided)
    returning position`.execute(db);
  return rows.length > 0;
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
