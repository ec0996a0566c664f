import type { Session } from './session.ts';

/**
 * Writes an empty record and waits until it, and everything before it, is on disk. Does nothing if
 * everything is there already.
 */
const FLUSH = `
  select pg_logical_emit_message(true, 'flush', ''), set_config('synchronous_commit', 'on', true)
  where pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()`;

/**
 * Makes commits of the embedded database durable before anyone sees their results. The commit
 * itself doesn't wait, so the session is free for the next transaction; its result, and every
 * result read after it, is held back until one shared flush has put all of them on disk.
 */
export interface Durability {
  /**
   * Records a commit that has to reach the disk. Call it while still holding the session's lock.
   */
  owe(): void;
  /**
   * Resolves when every commit recorded so far is on disk, at once if all of them are. Call it
   * after releasing the lock.
   */
  settled(): Promise<void>;
  /** Resolves when everything committed so far is on disk, relaxed writes included. */
  flush(): Promise<void>;
}

/**
 * Creates the durability of a session. Commits that end close together share one write to the disk.
 */
export function createDurability(session: Session): Durability {
  /** Stays true after a failed flush: earlier commits still aren't on disk. */
  let owed = false;
  let next: Promise<void> | null = null;

  return {
    owe: () => {
      owed = true;
    },
    settled: async () => {
      if (owed) await flush();
    },
    flush,
  };

  function flush(): Promise<void> {
    // Callers that arrive before the flush has the lock share it, because it covers everything
    // committed by then.
    next ??= write(session.generation);
    return next;
  }

  function write(generation: number): Promise<void> {
    return session.lock.run(async () => {
      next = null;
      await session.ready();
      if (session.generation !== generation)
        throw new Error('The database stopped before this was on disk.');
      await session.query(FLUSH, []);
      owed = false;
    });
  }
}
