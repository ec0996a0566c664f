import type { PGlite, Results } from '@electric-sql/pglite';
import { createLock, type Lock } from '../../concurrency/fair-lock.ts';
import type { Log } from '../../diagnostics/log.ts';
import { abandon } from './durable-fs.ts';
import { createPrepared, NO_ANSWER } from './prepared-statements.ts';

/** Pause between attempts to open a database whose engine has stopped. */
const REOPEN_PAUSE_MS = 2_000;

/** Names of errors raised by the engine itself rather than by a statement. */
const ENDS: ReadonlySet<string> = new Set(['RuntimeError', 'ErrnoError', 'ExitStatus', NO_ANSWER]);

const CHANGES_TABLES = /^\s*(create|alter|drop|truncate)\b/i;

/** The single connection of the embedded database, shared by the tables and the job queue. */
export interface Session {
  /** Acquire it first, and hold it for a whole transaction. */
  readonly lock: Lock;
  /** Grows when the database is reopened: commits from before that weren't on disk are lost. */
  readonly generation: number;
  /**
   * Call it with the lock held, before anything else. Reopens the database if its engine has
   * stopped, as it does when the disk is full; rejects if that isn't possible yet.
   */
  ready(): Promise<void>;
  /** Runs one statement. */
  query<Row>(text: string, parameters: readonly unknown[]): Promise<Results<Row>>;
  /** Runs several statements at once, without parameters, and returns the rows of all. */
  script(text: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** The session is its only user from then on. */
  readonly pglite: PGlite;
  /** Reopens the database. */
  readonly reopen: () => Promise<PGlite>;
  readonly log: Log;
}

/**
 * Creates the session. A stopped engine is abandoned and replaced; a transaction in progress fails
 * as a whole.
 */
export function createSession({ pglite: first, reopen, log }: SessionOptions): Session {
  let pglite = first;
  let prepared = createPrepared(pglite);
  let generation = 0;
  let stopped: Error | null = null;
  let nextAttempt = 0;

  return {
    lock: createLock(),
    get generation() {
      return generation;
    },
    async ready() {
      if (stopped === null) return;
      if (performance.now() < nextAttempt) throw stopped;
      try {
        pglite = await reopen();
      } catch (cause) {
        stopped = new Error('The database cannot be opened again yet.', { cause });
        nextAttempt = performance.now() + REOPEN_PAUSE_MS;
        log.warn(
          { reason: cause instanceof Error ? cause.message : 'unknown' },
          'database not reopened yet',
        );
        throw stopped;
      }
      prepared = createPrepared(pglite);
      generation += 1;
      stopped = null;
      log.warn('database reopened');
    },
    query: (text, parameters) =>
      alive(async () => {
        const result = await prepared.run<never>(text, parameters);
        if (CHANGES_TABLES.test(text)) await prepared.forget();
        return result;
      }),
    script: (text) =>
      alive(async () => {
        try {
          const results = await pglite.exec(text);
          return results.flatMap(({ rows }) => rows);
        } catch (error) {
          // Rolls back what a failed script leaves open, as a pool does by closing the connection.
          if (!hasStopped(error)) await pglite.exec('rollback');
          throw error;
        } finally {
          if (stopped === null) await prepared.forget();
        }
      }),
    async close() {
      if (stopped === null) await pglite.close();
    },
  };

  async function alive<T>(task: () => Promise<T>): Promise<T> {
    if (stopped !== null) throw stopped;
    if (pglite.closed) throw new Error('The database is closed.');
    try {
      return await task();
    } catch (error) {
      if (hasStopped(error)) leaveBehind(error);
      throw error;
    }
  }

  function leaveBehind(cause: unknown): void {
    stopped = new Error('The database has stopped.', { cause });
    abandon(pglite);
    log.error(
      { reason: cause instanceof Error ? cause.message : 'unknown' },
      'database engine stopped',
    );
  }
}

/**
 * Returns true if an error means that the engine has stopped. It can't continue after these, and a
 * further call may never return.
 */
function hasStopped(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('severity' in error && (error.severity === 'PANIC' || error.severity === 'FATAL'))
    return true;
  return 'name' in error && ENDS.has(String(error.name));
}
