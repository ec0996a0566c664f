import { Pool } from 'pg';
import { SignpostError } from '../errors.ts';
import type { Log } from '../log.ts';

const CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/** What to do about the errors a person who writes a DATABASE_URL is likely to meet, by SQLSTATE or system code. */
const NEXT_STEPS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'start PostgreSQL there, or correct host and port',
  ENOTFOUND: 'correct the host name',
  EAI_AGAIN: 'correct the host name, or the name service of this machine',
  ETIMEDOUT: 'check that a firewall lets this machine through',
  '28P01': 'correct user and password',
  '28000': 'let this user in from this machine in pg_hba.conf, or name another',
  '3D000': 'create that database, or name one that exists',
  '42501': 'grant this user the right to create tables and schemas in the database',
};

/**
 * Opens a pool on PostgreSQL and tries it once.
 * @throws SignpostError `config`, one line with what is wrong and what to do; never with the password.
 */
export async function openPostgres(databaseUrl: string, log: Log): Promise<Pool> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'signpost',
  });
  // A connection that breaks while idle is replaced by the pool; unheard, its error would end the process.
  pool.on('error', (error) => log.warn({ reason: error.message }, 'a database connection broke'));
  try {
    await pool.query('select 1');
    return pool;
  } catch (cause) {
    await pool.end();
    throw databaseRefusal(databaseUrl, cause);
  }
}

/** One line about a database that cannot be used: where it is, why, and what to do. Holds no password. */
export function databaseRefusal(databaseUrl: string, cause: unknown): SignpostError {
  const { host, pathname } = new URL(databaseUrl);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = cause instanceof Error && cause.message !== '' ? cause.message : code;
  const next = NEXT_STEPS[code] ?? 'check the address, and that the server is reachable from here';
  return new SignpostError('config', `DATABASE_URL: ${host}${pathname} cannot be used (${reason}); ${next}.`, {
    cause,
  });
}
