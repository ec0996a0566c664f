import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { KeptFile } from '../tickets/file.ts';
import { sequenceOf } from '../tickets/number.ts';
import type { Database } from './database.ts';
import { relaxed } from './embedded/relaxed.ts';
import { storable } from './storable.ts';

/** Writing or reading this much blocks the embedded database for a few milliseconds. */
const CHUNK_BYTES = 256 * 1024;

/** The columns of a `KeptFile`. */
export const FILE_COLUMNS = [
  'files.id',
  'files.name',
  'files.type',
  'files.bytes',
  'files.sha256',
  'files.masked',
] as const;

/**
 * Stores a conversation's file under its id; one that is already stored stays unchanged. This isn't
 * one transaction, so that turns can use the embedded database in between: the chunks come first,
 * and the file exists only once its row in `files` is written at the end. What is interrupted
 * before that is deleted later (see `pruneFiles`).
 */
export async function keepFile(
  db: Kysely<Database>,
  file: KeptFile & { readonly conversation: string; readonly receivedAt?: Date },
  bytes: Uint8Array,
): Promise<void> {
  if ((await findContent(db, file.id)) !== null) return;
  // A concurrent writer of the same file uses a content of its own.
  const content = randomUUID();
  // Relaxed: the row below is flushed with everything before it, and without that row the chunks
  // aren't a file.
  await writeContent(relaxed(db), content, bytes);
  const { receivedAt: received_at = new Date() } = file;
  const { id, conversation, name, type, sha256, masked } = storable(file);
  const kept = await db
    .insertInto('files')
    .values({
      id,
      content,
      conversation,
      name,
      type,
      bytes: bytes.byteLength,
      sha256,
      masked,
      ticket: null,
      received_at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (kept === undefined) await db.deleteFrom('file_contents').where('id', '=', content).execute();
}

/** Returns those of these files that are stored for this conversation, in the order of the ids. */
export async function findFiles(
  db: Kysely<Database>,
  ids: readonly string[],
  conversation: string,
): Promise<readonly KeptFile[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('files')
    .select(FILE_COLUMNS)
    .where('id', 'in', ids)
    .where('conversation', '=', conversation)
    .execute();
  return inOrder(rows, ids);
}

/** Deletes a file of this conversation if it belongs to no ticket. */
export async function discardFile(
  db: Kysely<Database>,
  id: string,
  conversation: string,
): Promise<void> {
  const unattached = db
    .selectFrom('files')
    .select('content')
    .where('id', '=', id)
    .where('conversation', '=', conversation)
    .where('ticket', 'is', null);
  await db.deleteFrom('file_contents').where('id', 'in', unattached).execute();
}

/** The files of a ticket (`SP-1001`), oldest first. */
export async function filesOf(db: Kysely<Database>, number: string): Promise<readonly KeptFile[]> {
  return db
    .selectFrom('files')
    .select(FILE_COLUMNS)
    .where('ticket', '=', sequenceOf(number) ?? -1)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
}

/** Number of files of a ticket (`SP-1001`). */
export async function countFiles(db: Kysely<Database>, number: string): Promise<number> {
  const { count } = await db
    .selectFrom('files')
    .select((row) => row.fn.countAll<number | string>().as('count'))
    .where('ticket', '=', sequenceOf(number) ?? -1)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Assigns files of a conversation to a stored ticket (`SP-1001`). A file that already has a ticket
 * keeps it. Returns the newly assigned files, in the order of the ids.
 */
export async function attachFiles(
  trx: Transaction<Database>,
  ids: readonly string[],
  conversation: string,
  number: string,
): Promise<readonly KeptFile[]> {
  const ticket = sequenceOf(number);
  if (ids.length === 0 || ticket === null) return [];
  const rows = await trx
    .updateTable('files')
    .set({ ticket })
    .where('id', 'in', ids)
    .where('conversation', '=', conversation)
    .where('ticket', 'is', null)
    .returning(FILE_COLUMNS)
    .execute();
  return inOrder(rows, ids);
}

/**
 * Yields the bytes of a file a chunk at a time, so that it is never in memory as a whole.
 * @throws Error if it is gone, or is deleted meanwhile: the chunks so far are then incomplete.
 */
export async function* readFile(
  db: Kysely<Database>,
  id: string,
): AsyncGenerator<Uint8Array, void> {
  const found = await findContent(db, id);
  let read = 0;
  if (found !== null) {
    for await (const chunk of chunksOf(db, found.content)) {
      read += chunk.byteLength;
      yield chunk;
    }
  }
  if (read !== found?.bytes) throw new Error(`File ${id} is gone.`);
}

/** Returns all bytes of a file; null if it is gone. */
export async function fileBytes(db: Kysely<Database>, id: string): Promise<Buffer | null> {
  const found = await findContent(db, id);
  if (found === null) return null;
  const whole = Buffer.alloc(found.bytes);
  let read = 0;
  for await (const chunk of chunksOf(db, found.content)) {
    whole.set(chunk, read);
    read += chunk.byteLength;
  }
  return read === found.bytes ? whole : null;
}

async function writeContent(
  db: Kysely<Database>,
  content: string,
  bytes: Uint8Array,
): Promise<void> {
  await db.insertInto('file_contents').values({ id: content }).execute();
  for (let n = 0; n * CHUNK_BYTES < bytes.byteLength; n += 1) {
    const data = bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
    await db.insertInto('file_chunks').values({ content, n, data }).execute();
  }
}

async function* chunksOf(db: Kysely<Database>, content: string): AsyncGenerator<Uint8Array, void> {
  for (let n = 0; ; n += 1) {
    const query = db
      .selectFrom('file_chunks')
      .select('data')
      .where('content', '=', content)
      .where('n', '=', n);
    const chunk = await query.executeTakeFirst();
    if (chunk === undefined) return;
    yield chunk.data;
  }
}

async function findContent(
  db: Kysely<Database>,
  id: string,
): Promise<{ readonly content: string; readonly bytes: number } | null> {
  const row = await db
    .selectFrom('files')
    .select(['content', 'bytes'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

function inOrder(files: readonly KeptFile[], ids: readonly string[]): readonly KeptFile[] {
  return ids.flatMap((id) => files.find((file) => file.id === id) ?? []);
}
