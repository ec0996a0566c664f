import { SignpostError } from '../../diagnostics/errors.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { GuardedPool } from './guarded-pool.ts';

/** What the server allows this user in this database, and what is in use. */
export interface ServerConnections {
  /** Maximum number of sessions for this user in this database. */
  readonly allowed: number;
  /** Current sessions of all clients, except the one that asks. */
  readonly inUse: number;
  /** How many of those belong to other Signpost processes, which open more under load. */
  readonly ofSignpost: number;
  /** Number of other Signpost processes. */
  readonly processes: number;
}

/** Every process has one connection with this name. */
export const LISTENER_NAME = 'signpost-news';

/**
 * Reserved connections are subtracted even for a superuser, because they are for emergencies. The
 * limit of a role or a database is -1 if there is none. Sessions of other roles show only that they
 * exist.
 */
const COUNT = `
  with others as (
    select application_name from pg_stat_activity
    where datid is not null and usesysid is not null and coalesce(backend_type, 'client backend') = 'client backend'
    and pid <> pg_backend_pid()
  )
  select
    current_setting('max_connections')::int
      - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true)::int, 0) as server,
    (select rolconnlimit from pg_roles where rolname = current_user) as role_limit,
    (select datconnlimit from pg_database where datname = current_database()) as database_limit,
    (select count(*)::int from others) as in_use,
    (select count(*)::int from others where application_name like 'signpost%') as of_signpost,
    (select count(*)::int from others where application_name = '${LISTENER_NAME}') as processes`;

interface CountRow {
  readonly server: number;
  readonly role_limit: number | null;
  readonly database_limit: number | null;
  readonly in_use: number;
  readonly of_signpost: number;
  readonly processes: number;
}

/** Reads the server's connection limits and usage. */
export async function readServerConnections(
  pool: Pick<GuardedPool, 'query'>,
): Promise<ServerConnections> {
  const { rows } = await pool.query<CountRow>(COUNT);
  const [row] = rows;
  if (row === undefined) throw new Error('The server counted nothing.');
  const limits = [row.server, row.role_limit ?? -1, row.database_limit ?? -1].filter(
    (limit) => limit >= 0,
  );
  return {
    allowed: Math.min(...limits),
    inUse: row.in_use,
    ofSignpost: row.of_signpost,
    processes: row.processes,
  };
}

/**
 * Compares what this process may open with what the server allows. Warns, with the numbers, if they
 * get scarce.
 * @throws SignpostError `config` if it can never fit, even alone.
 */
export function checkConnections(connections: number, server: ServerConnections, log: Log): void {
  const { allowed, inUse, ofSignpost, processes } = server;
  if (connections > allowed) {
    throw new SignpostError(
      'config',
      `DATABASE_CONNECTIONS: this process wants ${connections} connections, and PostgreSQL allows ${allowed} in all; ` +
        'write a smaller number (3 or more), or raise max_connections (or the limit of the role or database).',
    );
  }
  // Assumes that other processes have the same configuration and need all the connections they may
  // open.
  const free = allowed - Math.max(inUse, inUse - ofSignpost + processes * connections);
  if (free >= 2 * connections) return;
  const fields = { connections, allowed, inUse, processes, free: Math.max(0, free) };
  if (free < connections)
    log.warn(fields, 'database connections exhausted: requests will be refused under load');
  else log.warn(fields, 'database connections tight: another process will not fit');
}
