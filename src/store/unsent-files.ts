import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/** How long a file waits for the message it is attached to. */
export const UNSENT_FILE_MINUTES = 60;

/**
 * Records that a file will wait for its message. Call it before storing the file, so that no crash
 * leaves it unrecorded.
 */
export async function markUnsent(db: Kysely<Database>, file: string): Promise<void> {
  await sql`
    insert into unsent_files (file) values (${file}) on conflict (file) do update set since = excluded.since`.execute(
    db,
  );
}

/** Records that these files were sent: from now on they are retained like any other file. */
export async function markSent(db: Kysely<Database>, files: readonly string[]): Promise<void> {
  if (files.length > 0) await db.deleteFrom('unsent_files').where('file', 'in', files).execute();
}

/** Total bytes of the files that wait for their message. */
export async function unsentBytes(db: Kysely<Database>): Promise<number> {
  const { bytes } = await db
    .selectFrom('unsent_files')
    .innerJoin('files', 'files.id', 'unsent_files.file')
    .select((row) =>
      row.fn.coalesce(row.fn.sum<number | string>('files.bytes'), sql<number>`0`).as('bytes'),
    )
    .executeTakeFirstOrThrow();
  return Number(bytes);
}

/**
 * Deletes files whose message never arrived. Handles one at a time, because deleting a large one
 * takes the embedded database a while. The first to delete a file's record, in one statement,
 * decides whether it is sent or deleted.
 */
export async function pruneUnsentFiles(
  db: Kysely<Database>,
  minutes = UNSENT_FILE_MINUTES,
): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      with due as (
        select file from unsent_files where since < now() - make_interval(mins => ${minutes}) limit 1
      ), stale as (
        delete from unsent_files using due where unsent_files.file = due.file returning unsent_files.file
      ), gone as (
        delete from file_contents where id in (
          select content from files join stale on stale.file = files.id where files.ticket is null
        )
      )
      select file from stale`.execute(db);
    if (rows.length === 0) return;
  }
}
