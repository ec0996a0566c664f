import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Takes or renews the leases of these targets for a holder (a UUID), in one statement; resolves to those it has now.
 * One that somebody else holds is theirs until it runs out.
 */
export async function takePaceLeases(
  db: Kysely<Database>,
  holder: string,
  targets: readonly string[],
  seconds: number,
): Promise<readonly string[]> {
  // In one order everywhere, so that two processes never wait for each other in a circle.
  const sorted = [...targets].sort();
  const { rows } = await sql<{ target: string }>`
    insert into pace_leases as lease (target, holder, until)
    select target, ${holder}::uuid, now() + make_interval(secs => ${seconds})
    from unnest(${sorted}::text[]) as target
    on conflict (target) do update set holder = excluded.holder, until = excluded.until
    where lease.holder = excluded.holder or lease.until < now()
    returning target`.execute(db);
  return rows.map(({ target }) => target);
}

/** Gives back all leases of a holder: others take them at once. */
export async function releasePaceLeases(db: Kysely<Database>, holder: string): Promise<void> {
  await db.deleteFrom('pace_leases').where('holder', '=', holder).execute();
}
