import { SignpostError } from '../../diagnostics/errors.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { GuardedPool } from './guarded-pool.ts';

/** What the server allows this user in this database, and what is in use. */
export interface ServerConnections {
  /** Sessions this user can have here at most. */
  readonly allowed: number;
  /** Sessions of all clients now, without the one that asks. */
  readonly inUse: number;
  /** Of those, sessions of other Signpost processes, which open more when they have more to do. */
  readonly ofSignpost: number;
  /** How many other Signpost processes there are. */
  readonly processes: number;
}

/** Every process has one connection of this name. */
export const LISTENER_NAME = 'signpost-news';

/**
 * The reserved ones are subtracted even for a superuser: they are for emergencies. Limits of a role or a database are -1
 * if there is none. Sessions of other roles show no more than that they exist.
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

/** Asks the server how many connections it has. */
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
 * Compares what this process may open with what the server allows. Warns, with the numbers, if it gets tight.
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
  // Other processes are taken to be configured as this one is, and to need all they may open.
  const free = allowed - Math.max(inUse, inUse - ofSignpost + processes * connections);
  if (free >= 2 * connections) return;
  const fields = { connections, allowed, inUse, processes, free: Math.max(0, free) };
  if (free < connections)
    log.warn(fields, 'database connections exhausted: requests will be refused under load');
  else log.warn(fields, 'database connections tight: another process will not fit');
}
