import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import type { Store } from './open-store.ts';

/**
 * An expression for the first statement of a transaction that must be on disk when it is committed, as a turn must.
 * The embedded database waits for the disk only then: the notes of the outbox, which may be lost with no more harm than
 * a reply sent twice, would wait more often than all turns together. A server waits as its own settings say.
 */
export function onDisk(kind: Store['kind']): RawBuilder<unknown> {
  return kind === 'embedded' ? sql`set_config('synchronous_commit', 'on', true)` : sql`null`;
}

/** Puts on disk what was committed and is not there yet, in the embedded database; otherwise does nothing. */
export async function flush(db: Kysely<Database>): Promise<void> {
  await sql`
    select pg_logical_emit_message(true, 'flush', ''), ${onDisk('embedded')}
    where pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()`.execute(db);
}
