import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

/** Clocks are corrected by less than this all the time; nothing has to be mended then. */
const TOLERANCE = sql`interval '1 second'`;

/**
 * Keeps jobs due after the database's clock was set back, which shows by jobs made or begun in the future. What was to
 * wait goes on waiting as long as it should. Jobs from before the change, and those made since, count as made now, all
 * alike: their ids, which ascend whatever the clock does, keep each in its place before later ones of its key.
 * Returns by how many ms the clock seems to have been set back; 0 in most cases.
 */
export async function followClock(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ ms: number | string | null }>`
    with ahead as (
      select min(id::text) as first, max(greatest(created_on, started_on)) - clock_timestamp() as span
      from pgboss.job
      where state in ('created', 'retry') and greatest(created_on, started_on) > clock_timestamp() + ${TOLERANCE}
    ), waiting as (
      update pgboss.job set
        created_on = case when created_on > clock_timestamp() or id::text > first then clock_timestamp() else created_on end,
        started_on = ${noLaterThanNow('started_on')},
        start_after = case when start_after > clock_timestamp() then start_after - span else start_after end
      from ahead where state in ('created', 'retry') and span is not null
    ), active as (
      update pgboss.job set
        heartbeat_on = ${noLaterThanNow('heartbeat_on')},
        started_on = ${noLaterThanNow('started_on')}
      where state = 'active' and greatest(heartbeat_on, started_on) > clock_timestamp() + ${TOLERANCE}
    ), rounds as (
      update pgboss.queue set
        monitor_on = ${noLaterThanNow('monitor_on')},
        monitor_claim_on = ${noLaterThanNow('monitor_claim_on')},
        maintain_on = ${noLaterThanNow('maintain_on')}
      where greatest(monitor_on, monitor_claim_on, maintain_on) > clock_timestamp() + ${TOLERANCE}
    )
    select extract(epoch from span) * 1000 as ms from ahead
  `.execute(db);
  return Math.round(Number(rows[0]?.ms ?? 0));
}

/** A time that is not set stays so. */
function noLaterThanNow(column: string): RawBuilder<Date | null> {
  return sql`case when ${sql.ref(column)} > clock_timestamp() then clock_timestamp() else ${sql.ref(column)} end`;
}
