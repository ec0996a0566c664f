import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientConfig, Pool } from 'pg';
import { SignpostError } from '../../diagnostics/errors.ts';
import type { Log } from '../../diagnostics/log.ts';
import { DatabaseUnavailableError } from '../database-failure.ts';
import {
  checkConnections,
  readServerConnections,
  type ServerConnections,
} from './connection-budget.ts';
import { type GuardedPool, guardPool } from './guarded-pool.ts';
import { CONNECT_TIMEOUT_MS, MAINTENANCE_LIMITS, type PostgresLimits } from './limits.ts';
import { createOutageLog } from './outage-log.ts';
import { SafeClient } from './safe-client.ts';

const KEEP_ALIVE_AFTER_MS = 10_000;

const START_ATTEMPTS = 4;
const START_PAUSE_MS = 500;
/** Timeouts, and `cannot_connect_now`. */
const PASSING_AT_START = new Set(['lost', 'no-answer', '57P03']);

/** How to fix common errors in a DATABASE_URL, by SQLSTATE or system code. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'start PostgreSQL there, or correct host and port',
  ENOTFOUND: 'correct the host name',
  EAI_AGAIN: 'correct the host name, or the name service of this machine',
  ETIMEDOUT: 'check that a firewall lets this machine through',
  '28P01': 'correct user and password',
  '28000': 'let this user in from this machine in pg_hba.conf, or name another',
  '3D000': 'create that database, or name one that exists',
  '53300': 'raise max_connections, or stop what holds the connections',
  '57P03': 'wait until it has started',
  '42501': 'grant this user the right to create tables and schemas in the database',
};

/** A process's connections to PostgreSQL. */
export interface Postgres {
  readonly pool: Pool;
  /** For work that a caller waits for. */
  readonly work: GuardedPool;
  /** The same connections with the limits of migrations and pruning. */
  readonly maintenance: GuardedPool;
}

export interface PostgresOptions {
  readonly databaseUrl: string;
  /** Total connections of this process: one listens, the rest are the pool. */
  readonly connections: number;
  readonly limits: PostgresLimits;
  readonly log: Log;
}

/**
 * Opens a pool on PostgreSQL, tests it once and checks that the server has enough connections.
 * @throws SignpostError `config`, one line with the problem and its fix, without the password.
 */
export async function openPostgres({
  databaseUrl,
  connections,
  limits,
  log,
}: PostgresOptions): Promise<Postgres> {
  const pool = new Pool({
    ...connectionConfig(databaseUrl, 'signpost'),
    // It has an error listener from the start, so that no connection event ends the process.
    Client: SafeClient,
    max: connections - 1,
  });
  // The pool replaces a connection that breaks while idle.
  pool.on('error', (error) =>
    log.debug({ reason: error.message }, 'postgres: idle connection lost'),
  );
  const outages = createOutageLog(log);
  const postgres = {
    pool,
    work: guardPool(pool, limits, outages),
    maintenance: guardPool(pool, MAINTENANCE_LIMITS, outages),
  };
  try {
    checkConnections(connections, await firstAnswer(postgres.work), log);
    return postgres;
  } catch (cause) {
    await pool.end();
    if (cause instanceof SignpostError) throw cause;
    throw databaseRefusal(
      databaseUrl,
      cause instanceof DatabaseUnavailableError ? cause.cause : cause,
    );
  }
}

/** Gives a server that is starting or very busy some time; throws all other errors at once. */
async function firstAnswer(pool: GuardedPool): Promise<ServerConnections> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readServerConnections(pool);
    } catch (error) {
      const isPassing =
        error instanceof DatabaseUnavailableError && PASSING_AT_START.has(error.code);
      if (!isPassing || attempt === START_ATTEMPTS) throw error;
      await sleep(START_PAUSE_MS);
    }
  }
}

/**
 * Options of every connection: a connect timeout, and keepalives so that the network notices a lost
 * server.
 */
export function connectionConfig(databaseUrl: string, name: string): ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: name,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  };
}

/**
 * One line about a database that can't be used: where it is, why, and how to fix it. Never contains
 * the password.
 */
export function databaseRefusal(databaseUrl: string, cause: unknown): SignpostError {
  const { host, pathname } = new URL(databaseUrl);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : code;
  const next = NEXT_STEPS[code] ?? 'check the address, and that the server is reachable from here';
  return new SignpostError(
    'config',
    `DATABASE_URL: ${host}${pathname} cannot be used (${reason}); ${next}.`,
    {
      cause,
    },
  );
}
