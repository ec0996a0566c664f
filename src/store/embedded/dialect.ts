import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PGliteAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type RootOperationNode,
} from 'kysely';
import type { Durability } from './durability.ts';
import { isRelaxed } from './relaxed.ts';
import type { Session } from './session.ts';

/**
 * Kysely on the session. Kysely's own dialect for PGlite can let a well-timed caller go first,
 * repeatedly ahead of others under load, and waits forever if a transaction can't begin.
 */
export function embeddedDialect(session: Session, durability: Durability): Dialect {
  return {
    createAdapter: () => new EmbeddedAdapter(),
    createDriver: () => new EmbeddedDriver(session, durability),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/** There is a single connection, and the driver itself gives it to one user at a time. */
class EmbeddedAdapter extends PGliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class EmbeddedDriver implements Driver {
  readonly #session: Session;
  readonly #durability: Durability;
  readonly #held = new Map<DatabaseConnection, () => void>();

  constructor(session: Session, durability: Durability) {
    this.#session = session;
    this.#durability = durability;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const release = await this.#session.lock.acquire();
    try {
      await this.#session.ready();
    } catch (error) {
      release();
      throw error;
    }
    const connection = new EmbeddedConnection(this.#session, this.#durability);
    this.#held.set(connection, release);
    return connection;
  }

  /**
   * Kysely waits for this before it returns a result, so callers never see data that isn't on disk.
   */
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    this.#held.get(connection)?.();
    this.#held.delete(connection);
    await this.#durability.settled();
  }

  async beginTransaction(): Promise<void> {
    await this.#session.query('begin', []);
  }

  async commitTransaction(): Promise<void> {
    const { command } = await this.#session.query('commit', []);
    if (command !== 'COMMIT')
      throw new Error('A statement of the transaction had failed; nothing of it is kept.');
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
  readonly #durability: Durability;

  constructor(session: Session, durability: Durability) {
    this.#session = session;
    this.#durability = durability;
  }

  /**
   * Records the owed flush before the commit. That is safe: the lock is held until the commit, and
   * a rollback only causes one extra write.
   */
  async executeQuery<Row>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<Row>> {
    if (mayWrite(query) && !isRelaxed(query)) this.#durability.owe();
    const { rows, affectedRows } = await this.#session.query<Row>(sql, parameters);
    return affectedRows === undefined ? { rows } : { rows, numAffectedRows: BigInt(affectedRows) };
  }

  // biome-ignore lint/correctness/useYield: there is nothing to yield.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('The embedded database does not stream.');
  }
}

/** Raw SQL counts as a write: a wrong guess costs only one look at the write-ahead log. */
function mayWrite(query: RootOperationNode): boolean {
  return query.kind !== 'SelectQueryNode' || ('with' in query && query.with !== undefined);
}
