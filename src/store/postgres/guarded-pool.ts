import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { withTimeout } from '../../concurrency/timeout.ts';
import {
  asUnavailable,
  DatabaseUnavailableError,
  isConnectionUsable,
} from '../database-failure.ts';
import { type PostgresLimits, sessionLimits } from './limits.ts';
import type { OutageLog } from './outage-log.ts';

/** A view of a pool that limits every statement, and whose errors say whether a retry can help. */
export interface GuardedPool extends PostgresPool {
  /**
   * Runs one statement, or several without parameters. A connection isn't reused after a failure.
   */
  query<Row>(text: string, values?: readonly unknown[]): Promise<{ readonly rows: Row[] }>;
}

/** Limits last set on each connection; several views may share a pool. */
const given = new WeakMap<PoolClient, PostgresLimits>();

/**
 * Guards a pool. Connection failures, timeouts and exhausted resources are thrown as
 * DatabaseUnavailableError; a connection that doesn't answer within `answerMs` is destroyed rather
 * than waited for.
 */
export function guardPool(pool: Pool, limits: PostgresLimits, outages: OutageLog): GuardedPool {
  return {
    options: pool.options,
    connect,
    end: () => pool.end(),
    async query(text, values) {
      const client = await connect();
      try {
        const result = await client.ask(text, values);
        client.release();
        return result;
      } catch (error) {
        // The failure may have left a transaction open.
        client.release(true);
        throw error;
      }
    },
  };

  async function connect(): Promise<GuardedClient> {
    const client = new GuardedClient(await checkOut(), limits, outages);
    if (given.get(client.raw) === limits) return client;
    try {
      await client.ask(sessionLimits(limits));
      given.set(client.raw, limits);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async function checkOut(): Promise<PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      const unavailable = asUnavailable(error);
      // A server that refuses a new session for any reason is unusable now.
      const thrown =
        unavailable instanceof DatabaseUnavailableError
          ? unavailable
          : new DatabaseUnavailableError(codeOf(error), { cause: error });
      // A full pool says nothing about the server.
      if (pool.totalCount < (pool.options.max ?? 0)) outages.failed(thrown);
      throw thrown;
    }
  }
}

/** One connection while it is checked out. */
class GuardedClient implements PostgresPoolClient {
  readonly raw: PoolClient;
  readonly #limits: PostgresLimits;
  readonly #outages: OutageLog;
  #broken = false;
  #released = false;

  constructor(raw: PoolClient, limits: PostgresLimits, outages: OutageLog) {
    this.raw = raw;
    this.#limits = limits;
    this.#outages = outages;
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(
    text: string | PostgresCursor<Row>,
    values?: readonly unknown[],
  ): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof text !== 'string') throw new Error('Cursors are not supported.');
    return this.#rowsOf<Row>(text, values);
  }

  async #rowsOf<Row>(text: string, values?: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const { command, rowCount, rows } = await this.ask(text, values);
    // The row type depends on the statement; its author declares it.
    return {
      command: command as PostgresQueryResult<Row>['command'],
      rowCount: rowCount ?? 0,
      rows: rows as Row[],
    };
  }

  async ask(text: string, values?: readonly unknown[]): Promise<QueryResult> {
    const answer = values === undefined ? this.raw.query(text) : this.raw.query(text, [...values]);
    try {
      const result = await withTimeout(answer, this.#limits.answerMs, () => {
        this.release(true);
        return new DatabaseUnavailableError('no-answer');
      });
      this.#outages.answered();
      return result;
    } catch (error) {
      throw this.#noted(asUnavailable(error));
    }
  }

  release(destroy = false): void {
    if (this.#released) return;
    this.#released = true;
    this.raw.release(destroy || this.#broken);
  }

  #noted(error: unknown): unknown {
    if (isConnectionUsable(error)) return error;
    this.#broken = true;
    if (error instanceof DatabaseUnavailableError) this.#outages.failed(error);
    return error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'refused';
}
