import { sql, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Session } from './session.ts';

/** Writes a record of no meaning and waits until it, and with it all before it, is on disk; nothing where all is. */
const FLUSH = `
  select pg_logical_emit_message(true, 'flush', ''), set_config('synchronous_commit', 'on', true)
  where pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()`;

/**
 * Makes what resolves when everything committed so far is on disk. Commits of the embedded database do not wait for
 * that themselves: turns that end close together wait together for one write, and what may be lost without harm, such
 * as the outbox's claims, does not wait at all.
 */
export function createFlush(session: Session): () => Promise<void> {
  let next: Promise<void> | null = null;
  return () => {
    // Who asks before the flush has its turn is part of it: it covers all that was committed by then.
    next ??= session.lock.run(async () => {
      next = null;
      await session.query(FLUSH, []);
    });
    return next;
  };
}

/** Makes the commit of this transaction, in the embedded database, wait for the disk: nobody sees it before it is there. */
export async function commitToDisk(trx: Transaction<Database>): Promise<void> {
  await sql`set local synchronous_commit = on`.execute(trx);
}
