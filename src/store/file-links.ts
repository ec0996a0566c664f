import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { KeptFile } from '../tickets/file.ts';
import type { Database } from './database.ts';
import { FILE_COLUMNS } from './files.ts';

/** How long a file link works: long enough to click it, too short to pass it on. */
export const LINK_MINUTES = 10;

/** Maximum difference between the clocks of two processes on one database. */
const SKEW_MINUTES = 1;
const MINUTE_MS = 60_000;
const TOKEN_BYTES = 32;

/** That many bytes in base64url. */
const TOKEN = /^[\w-]{43}$/;

/**
 * Creates a link to a stored file that works for some minutes, any number of times, because chat
 * clients fetch links before people do. Returns its unguessable token; only its SHA-256 is stored.
 */
export async function createFileLink(
  db: Kysely<Database>,
  file: string,
  now: Date,
  minutes: number,
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expires_at = new Date(now.getTime() + minutes * MINUTE_MS);
  await db
    .insertInto('file_links')
    .values({ token_hash: hashOf(token), file, expires_at })
    .execute();
  return token;
}

/**
 * Returns the file of a token, or null if it is malformed, unknown or expired. Setting the clock
 * back extends no link: one that seems to be created in the future is refused, and one found
 * expired is deleted.
 */
export async function openFileLink(
  db: Kysely<Database>,
  token: string,
  now: Date,
): Promise<KeptFile | null> {
  if (!TOKEN.test(token)) return null;
  const found = await db
    .selectFrom('file_links')
    .innerJoin('files', 'files.id', 'file_links.file')
    .select([...FILE_COLUMNS, 'expires_at'])
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst();
  if (found === undefined) return null;
  const { expires_at: expiresAt, ...file } = found;
  const leftMs = expiresAt.getTime() - now.getTime();
  if (leftMs > 0) return leftMs <= (LINK_MINUTES + SKEW_MINUTES) * MINUTE_MS ? file : null;
  await db
    .deleteFrom('file_links')
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '<=', now)
    .execute();
  return null;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
