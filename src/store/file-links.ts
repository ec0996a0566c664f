import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { KeptFile } from '../tickets/file.ts';
import type { Database } from './database.ts';
import { FILE_COLUMNS } from './files.ts';

/** How long a link to a file works: long enough to press it, too short to be passed on. */
export const LINK_MINUTES = 10;

/** The clocks of two processes on one database may differ by this much. */
const SKEW_MINUTES = 1;
const MINUTE_MS = 60_000;
const TOKEN_BYTES = 32;

/** How base64url writes as many bytes. */
const TOKEN = /^[\w-]{43}$/;

/**
 * Makes a link to a kept file that works for some minutes, as often as it is followed: chat clients look at links
 * before people do. Answers with its token, which nobody can guess; only its SHA-256 is stored.
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
 * Returns the file a token leads to, or null if it is no token, none of ours, or has expired. A clock that was set back
 * lengthens no link: one that seems to be made in the future is refused, and one that was found expired is deleted.
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
