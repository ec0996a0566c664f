import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { storableJson } from './storable.ts';
/** What the page shows of one message. */
export type MessageContent = Pick<MessageView, 'author' | 'text' | 'files' | 'card' | 'decided'>;

export interface SavedMessage extends MessageContent {
  readonly conversation: string;
  readonly id: string;
  /** Id of this change of the message; applying it a second time changes nothing. */
  readonly delivery: string;
  readonly at: Date;
}

/** Stores new messages and updates existing ones, in order within each conversation. */
export async function saveMessages(
  db: Kysely<Database>,
  messages: readonly SavedMessage[],
): Promise<void> {
  let left = messages;
  while (left.length > 0) {
    // One statement can change a row only once.
    const first = new Map(
      left.toReversed().map((message) => [`${message.conversation} ${message.id}`, message]),
    );
    const now = left.filter(
      (message) => first.get(`${message.conversation} ${message.id}`) === message,
    );
    await saveAll(db, now);
    left = left.filter((message) => !now.includes(message));
  }
}

/**
 * Uses one statement, so that the conversations' rows stay locked until it is done and revisions
 * become visible in order. Every process locks in the same order, which prevents deadlocks.
 */
async function saveAll(db: Kysely<Database>, messages: readonly SavedMessage[]): Promise<void> {
  await sql`
    with given as (
      select *, row_number() over (partition by conversation order by position)
        - count(*) over (partition by conversation) as ahead
      from rows from (
        jsonb_to_recordset(${storableJson(messages)}::jsonb) as (
          conversation text, id text, delivery text, at timestamptz, author text, text text, files jsonb, card jsonb,
          decided boolean
        )
      ) with ordinality as message (conversation, id, delivery, at, author, text, files, card, decided, position)
    ), next as (
      insert into web_conversations (conversation, revision)
      select conversation, count(*) from given group by conversation order by conversation
      on conflict (conversation) do update set revision = web_conversations.revision + excluded.revision
      returning conversation, revision
    )
    insert into web_messages (conversation, id, delivery, position, revision, at, author, text, files, card, decided)
    select conversation, id, delivery, revision + ahead, revision + ahead, at, author, text, files, card, decided
    from given join next using (conversation)
    on conflict (conversation, id) do update
      set delivery = excluded.delivery, revision = excluded.revision, text = excluded.text, card = excluded.card,
        decided = excluded.decided
      -- Not a delivery repeated after a crash; and a card once decided never gets its buttons back.
      where web_messages.delivery <> excluded.delivery and (excluded.decided or not web_messages.decided)`.execute(
    db,
  );
}

/**
 * Returns a conversation's changes after a revision, in order, limited to the last `history`
 * messages.
 */
export async function messagesSince(
  db: Kysely<Database>,
  conversation: string,
  after: number,
  history: number,
): Promise<MessageView[]> {
  const rows = await db
    .selectFrom('web_messages')
    .select(['id', 'position', 'revision', 'at', 'author', 'text', 'files', 'card', 'decided'])
    .where('conversation', '=', conversation)
    .where('revision', '>', after)
    .orderBy('position', 'desc')
    .limit(history)
    .execute();
  return rows
    .map((row) => ({ ...row, at: row.at.toISOString() }))
    .sort((a, b) => a.revision - b.revision);
}

/** One entry of the chat. */
export interface MessageView {
  readonly id: string;
  /** Position in the chat, from 1. */
  readonly position: number;
  /**
   * Grows with every change in the conversation. A page that reconnects asks for changes after its
   * last one.
   */
  readonly revision: number;
  readonly at: string;
  readonly author: 'requester' | 'signpost';
  readonly text: string;
  /** Files the requester sent with it. */
  readonly files: readonly FileView[];
  /** An Adaptive Card; null for the requester's own messages. */
  readonly card: Readonly<Record<string, unknown>> | null;
  /** True after an answered card has lost its buttons. */
  readonly decided: boolean;
}

export interface FileView {
  readonly name: string;
  readonly bytes: number | null;
}
