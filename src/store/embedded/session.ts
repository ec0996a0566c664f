import type { PGlite, Results } from '@electric-sql/pglite';
import { createLock, type Lock } from '../../concurrency/fair-lock.ts';
import type { Log } from '../../diagnostics/log.ts';
import { abandon } from './durable-fs.ts';
import { createPrepared, NO_ANSWER, type Prepared } from './prepared-statements.ts';

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
export function createSession(options: SessionOptions): Session {
  return new EmbeddedSession(options);
}

class EmbeddedSession implements Session {
  readonly lock = createLock();
  readonly #reopen: () => Promise<PGlite>;
  readonly #log: Log;
  #pglite: PGlite;
  #prepared: Prepared;
  #generation = 0;
  /** The error that every call meets until the database is reopened. */
  #stopped: Error | null = null;
  #nextAttempt = 0;

  constructor({ pglite, reopen, log }: SessionOptions) {
    this.#reopen = reopen;
    this.#log = log;
    this.#pglite = pglite;
    this.#prepared = createPrepared(pglite);
  }

  get generation(): number {
    return this.#generation;
  }

  async ready(): Promise<void> {
    if (this.#stopped === null) return;
    if (performance.now() < this.#nextAttempt) throw this.#stopped;
    try {
      this.#pglite = await this.#reopen();
    } catch (cause) {
      this.#stopped = new Error('The database cannot be opened again yet.', { cause });
      this.#nextAttempt = performance.now() + REOPEN_PAUSE_MS;
      this.#log.warn(
        { reason: cause instanceof Error ? cause.message : 'unknown' },
        'database not reopened yet',
      );
      throw this.#stopped;
    }
    this.#prepared = createPrepared(this.#pglite);
    this.#generation += 1;
    this.#stopped = null;
    this.#log.warn('database reopened');
  }

  query<Row>(text: string, parameters: readonly unknown[]): Promise<Results<Row>> {
    return this.#alive(async () => {
      const result = await this.#prepared.run<Row>(text, parameters);
      if (CHANGES_TABLES.test(text)) await this.#prepared.forget();
      return result;
    });
  }

  script(text: string): Promise<readonly unknown[]> {
    return this.#alive(async () => {
      try {
        const results = await this.#pglite.exec(text);
        return results.flatMap(({ rows }) => rows);
      } catch (error) {
        // Rolls back what a failed script leaves open, as a pool does by closing the connection.
        if (!hasStopped(error)) await this.#pglite.exec('rollback');
        throw error;
      } finally {
        if (this.#stopped === null) await this.#prepared.forget();
      }
    });
  }

  async close(): Promise<void> {
    if (this.#stopped === null) await this.#pglite.close();
  }

  async #alive<T>(task: () => Promise<T>): Promise<T> {
    if (this.#stopped !== null) throw this.#stopped;
    if (this.#pglite.closed) throw new Error('The database is closed.');
    try {
      return await task();
    } catch (error) {
      if (hasStopped(error)) this.#abandon(error);
      throw error;
    }
  }

  #abandon(cause: unknown): void {
    this.#stopped = new Error('The database has stopped.', { cause });
    abandon(this.#pglite);
    this.#log.error(
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
