/**
 * One real PostgreSQL for the whole run, out of npm: started by the first test that asks, stopped
 * when the process ends. If it cannot run, those tests fail and say why; none is left out.
 */
import { type PostgresServer, SCRATCH_SETTINGS, startPostgresServer } from './postgres-server.ts';

let server: Promise<PostgresServer> | null = null;

/** The address of an empty database of its own. */
export async function freshDatabaseUrl(): Promise<string> {
  server ??= startPostgresServer(SCRATCH_SETTINGS);
  return (await server).createDatabase();
}
