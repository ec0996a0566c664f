import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * How long an unsigned cookie still works after it was replaced, because the response with the new
 * one may have been lost.
 */
const REPLACED_MINUTES = 10;

/**
 * Returns the key that signs the page's session cookies, in base64; the same for all processes on
 * one database.
 */
export async function pageSessionKey(db: Kysely<Database>): Promise<string> {
  const { key } = await db.selectFrom('page_session_key').select('key').executeTakeFirstOrThrow();
  return key;
}

/**
 * Returns true if a conversation began under an earlier version's unsigned cookie that hasn't been
 * replaced yet.
 */
export async function hasUnsignedSession(
  db: Kysely<Database>,
  conversation: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('unsigned_page_sessions')
    .select('conversation')
    .where('conversation', '=', conversation)
    .where(
      sql<boolean>`coalesce(replaced_at > now() - make_interval(mins => ${REPLACED_MINUTES}), true)`,
    )
    .executeTakeFirst();
  return row !== undefined;
}

/** Records that a browser has received a signed cookie for this conversation. */
export async function markSessionSigned(db: Kysely<Database>, conversation: string): Promise<void> {
  await sql`
    update unsigned_page_sessions set replaced_at = now()
    where conversation = ${conversation} and replaced_at is null`.execute(db);
}
