import type { PGlite, Results } from '@electric-sql/pglite';
import type { PGliteDialectConfig, PGliteTransaction } from 'kysely';
import type { ConstructorOptions } from 'pg-boss';
import { createLock } from './lock.ts';
import { createPrepared } from './prepared.ts';

type ForKysely = Extract<PGliteDialectConfig['pglite'], { readonly closed: boolean }>;
type ForJobs = NonNullable<ConstructorOptions['db']>;

/** The one connection of the embedded database, shared by the tables and the job queue. */
export interface Session {
  readonly forKysely: ForKysely;
  readonly forJobs: ForJobs;
}

const CHANGES_TABLES = /^\s*(create|alter|drop|truncate)\b/i;

/** Makes the session. From then on nothing else may use the PGlite. */
export function createSession(pglite: PGlite): Session {
  const exclusively = createLock();
  const prepared = createPrepared(pglite);
  return {
    forKysely: {
      get closed() {
        return pglite.closed;
      },
      get ready() {
        return pglite.ready;
      },
      waitReady: pglite.waitReady,
      close: () => exclusively(() => pglite.close()),
      query: <Row>(text: string, parameters: unknown[] = []) => exclusively(() => query<Row>(text, parameters)),
      transaction: (body) => exclusively(() => transaction(body)),
    },
    forJobs: {
      executeSql: (text: string, values: readonly unknown[] = []) =>
        exclusively(() => (values.length === 0 && text.includes(';') ? script(text) : query(text, values))),
    },
  };

  async function query<Row>(text: string, parameters: readonly unknown[]): Promise<Results<Row>> {
    if (pglite.closed) throw new Error('The database is closed.');
    const result = await prepared.run<Row>(text, parameters);
    if (CHANGES_TABLES.test(text)) await prepared.forget();
    return result;
  }

  /** Several statements at once. What a failed one leaves open is undone, as a pool would by closing the connection. */
  async function script(text: string): Promise<{ rows: unknown[] }> {
    try {
      const results = await pglite.exec(text);
      return { rows: results.flatMap(({ rows }) => rows) };
    } catch (error) {
      await pglite.exec('rollback');
      throw error;
    } finally {
      await prepared.forget();
    }
  }

  async function transaction<T>(body: (transaction: PGliteTransaction) => Promise<T>): Promise<T> {
    try {
      await query('begin', []);
    } catch (error) {
      // Kysely waits for ever, and the process ends with an unhandled rejection, where a transaction does not even
      // begin, as on a database just closed; so it begins, and its first query rejects.
      return body({ query: () => Promise.reject(error), rollback: () => Promise.resolve() });
    }
    try {
      const result = await body({ query: (text, parameters = []) => query(text, parameters), rollback });
      await commit();
      return result;
    } catch (error) {
      await rollback();
      throw error;
    }
  }

  async function commit(): Promise<void> {
    const { command } = await query('commit', []);
    if (command === 'ROLLBACK') throw new Error('A statement of the transaction had failed; nothing of it is kept.');
  }

  async function rollback(): Promise<void> {
    await query('rollback', []);
  }
}
