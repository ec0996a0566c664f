import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Takes or renews the leases of these targets for a holder (a UUID), in one statement. Resolves to
 * those it now has. Another holder's lease is left alone until it expires.
 */
export async function takePaceLeases(
  db: Kysely<Database>,
  holder: string,
  targets: readonly string[],
  seconds: number,
): Promise<readonly string[]> {
  // The same order everywhere prevents deadlocks between processes.
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

/** Releases all leases of a holder, so that others can take them at once. */
export async function releasePaceLeases(db: Kysely<Database>, holder: string): Promise<void> {
  await db.deleteFrom('pace_leases').where('holder', '=', holder).execute();
}
