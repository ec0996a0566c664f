import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { KeptFile } from '../tickets/file.ts';
import type { Database } from './database.ts';
import { FILE_COLUMNS } from './files.ts';

const MINUTE_MS = 60_000;
const TOKEN_BYTES = 32;

/** How base64url writes as many bytes. */
const TOKEN = /^[\w-]{43}$/;

/**
 * Makes a link to a kept file that works for some minutes, as often as it is followed: chat clients look at links
 * before people do. Answers with its token, which nobody can guess; only its SHA-256 is stored.
 */
export async function createFileLink(db: Kysely<Database>, file: string, now: Date, minutes: number): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expires_at = new Date(now.getTime() + minutes * MINUTE_MS);
  await db
    .insertInto('file_links')
    .values({ token_hash: hashOf(token), file, expires_at })
    .execute();
  return token;
}

/** The file a token leads to; null where it is no token, none of ours, or has expired. */
export async function openFileLink(db: Kysely<Database>, token: string, now: Date): Promise<KeptFile | null> {
  if (!TOKEN.test(token)) return null;
  const file = await db
    .selectFrom('file_links')
    .innerJoin('files', 'files.id', 'file_links.file')
    .select(FILE_COLUMNS)
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return file ?? null;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
