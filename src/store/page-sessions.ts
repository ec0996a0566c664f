import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/** How long an unsigned cookie still works after it was replaced: the answer with the new one may have been lost. */
const REPLACED_MINUTES = 10;

/** The key that signs the page's session cookies, base64; the same for all processes on one database. */
export async function pageSessionKey(db: Kysely<Database>): Promise<string> {
  const { key } = await db.selectFrom('page_session_key').select('key').executeTakeFirstOrThrow();
  return key;
}

/** Whether a conversation began under an unsigned cookie of an earlier version that was not replaced yet. */
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

/** Notes that a browser was given a signed cookie for this conversation. */
export async function markSessionSigned(db: Kysely<Database>, conversation: string): Promise<void> {
  await sql`
    update unsigned_page_sessions set replaced_at = now()
    where conversation = ${conversation} and replaced_at is null`.execute(db);
}
