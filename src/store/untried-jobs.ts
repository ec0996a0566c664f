import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Puts fetched jobs back in their queue, in their old place, so that the next fetch counts as the
 * same attempt. pg-boss does this only for its own workers.
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

/** Returns the ids of a queue's jobs that a process has taken and not finished. */
export async function activeJobs(db: Kysely<Database>, queue: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from pgboss.job where name = ${queue} and state = 'active'`.execute(db);
  return rows.map(({ id }) => id);
}
