import type { Kysely } from 'kysely';
import type { ChannelName } from '../conversation/event.ts';
import type { Database } from './database.ts';
import { storableJson } from './storable.ts';

/** Something that was acknowledged and waits for its turn: JSON that only its channel reads, secrets masked. */
export interface InboxItem {
  readonly id: string;
  readonly content: unknown;
}

/** Puts an item down, where it does not lie there already. */
export async function putInInbox(db: Kysely<Database>, channel: ChannelName, item: InboxItem): Promise<void> {
  await db
    .insertInto('inbox')
    .values({ channel, id: item.id, content: storableJson(item.content) })
    .onConflict((conflict) => conflict.columns(['channel', 'id']).doNothing())
    .execute();
}

/** Takes an item away that had its turn. */
export async function removeFromInbox(db: Kysely<Database>, channel: ChannelName, id: string): Promise<void> {
  await db.deleteFrom('inbox').where('channel', '=', channel).where('id', '=', id).execute();
}

/** What lies in the inbox of a channel, oldest first. */
export async function readInbox(db: Kysely<Database>, channel: ChannelName): Promise<readonly InboxItem[]> {
  return db
    .selectFrom('inbox')
    .select(['id', 'content'])
    .where('channel', '=', channel)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
}
