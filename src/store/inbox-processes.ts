import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { relaxed } from './embedded/relaxed.ts';

/**
 * Records that a process takes events, and its longest recent delay between receiving an event and
 * storing it, in ms. Events of other processes wait for earlier ones while it runs.
 */
export async function reportProcess(
  db: Kysely<Database>,
  owner: string,
  lagMs: number,
): Promise<void> {
  const row = { owner, at: sql<Date>`clock_timestamp()`, lag_ms: Math.round(lagMs) };
  await relaxed(db)
    .insertInto('inbox_processes')
    .values(row)
    .onConflict((conflict) => conflict.column('owner').doUpdateSet(row))
    .execute();
}

/** Records that a process takes no more events. */
export async function removeProcess(db: Kysely<Database>, owner: string): Promise<void> {
  await relaxed(db).deleteFrom('inbox_processes').where('owner', '=', owner).execute();
}
