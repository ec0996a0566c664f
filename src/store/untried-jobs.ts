import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Puts jobs that were fetched back in their queue, where they keep their place: the next fetch counts as the same
 * attempt. pg-boss does this for its own workers only.
 */
export async function putBackUntried(
  db: Kysely<Database>,
  queue: string,
  ids: readonly string[],
): Promise<void> {
  await sql`
    update pgboss.job set state = 'created', started_on = null, heartbeat_on = null
    where name = ${queue} and state = 'active' and id = any(${[...ids]}::uuid[])`.execute(db);
}

/** Ids of the jobs of a queue that some process has taken and not finished. */
export async function activeJobs(db: Kysely<Database>, queue: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from pgboss.job where name = ${queue} and state = 'active'`.execute(db);
  return rows.map(({ id }) => id);
}
