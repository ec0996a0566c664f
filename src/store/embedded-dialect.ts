import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Session } from './session.ts';

/**
 * Kysely on the session. Its own dialect for PGlite lets whoever asks at the right moment go first, under load before
 * others time and again, and waits for ever where a transaction cannot begin.
 */
export function embeddedDialect(session: Session): Dialect {
  return {
    createAdapter: () => new EmbeddedAdapter(),
    createDriver: () => new EmbeddedDriver(session),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/** There is one connection, and the driver itself sees to it that one user at a time has it. */
class EmbeddedAdapter extends PGliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class EmbeddedDriver implements Driver {
  readonly #session: Session;
  readonly #held = new Map<DatabaseConnection, () => void>();

  constructor(session: Session) {
    this.#session = session;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const release = await this.#session.lock.acquire();
    const connection = new EmbeddedConnection(this.#session);
    this.#held.set(connection, release);
    return connection;
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#held.get(connection)?.();
    this.#held.delete(connection);
  }

  async beginTransaction(): Promise<void> {
    await this.#session.query('begin', []);
  }

  async commitTransaction(): Promise<void> {
    const { command } = await this.#session.query('commit', []);
    if (command === 'ROLLBACK') throw new Error('A statement of the transaction had failed; nothing of it is kept.');
  }

  async rollbackTransaction(): Promise<void> {
    await this.#session.query('rollback', []);
  }

  async destroy(): Promise<void> {
    await this.#session.lock.run(() => this.#session.close());
  }
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affectedRows } = await this.#session.query<Row>(sql, parameters);
    return affectedRows === undefined ? { rows } : { rows, numAffectedRows: BigInt(affectedRows) };
  }

  // biome-ignore lint/correctness/useYield: there is nothing to yield.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('The embedded database does not stream.');
  }
}
