import type { PGlite, Results } from '@electric-sql/pglite';
import { createLock, type Lock } from './lock.ts';
import { createPrepared } from './prepared.ts';

const CHANGES_TABLES = /^\s*(create|alter|drop|truncate)\b/i;

/** The one connection of the embedded database, which the tables and the job queue share. */
export interface Session {
  /** Take it before, and keep it for a whole transaction. */
  readonly lock: Lock;
  /** Runs one statement. */
  query<Row>(text: string, parameters: readonly unknown[]): Promise<Results<Row>>;
  /** Runs several statements at once, without parameters; gives the rows of all. */
  script(text: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** Makes the session. From then on nothing else may use the PGlite. */
export function createSession(pglite: PGlite): Session {
  const prepared = createPrepared(pglite);
  return {
    lock: createLock(),
    async query<Row>(text: string, parameters: readonly unknown[]) {
      if (pglite.closed) throw new Error('The database is closed.');
      const result = await prepared.run<Row>(text, parameters);
      if (CHANGES_TABLES.test(text)) await prepared.forget();
      return result;
    },
    async script(text) {
      try {
        const results = await pglite.exec(text);
        return results.flatMap(({ rows }) => rows);
      } catch (error) {
        // What a failed script leaves open is undone, as a pool would by closing the connection.
        await pglite.exec('rollback');
        throw error;
      } finally {
        await prepared.forget();
      }
    },
    close: () => pglite.close(),
  };
}
