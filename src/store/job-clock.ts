import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';

/** Smaller clock corrections are routine and need no repair. */
const TOLERANCE = sql`interval '1 second'`;

/**
 * Keeps jobs due after the database's clock is set back, detected by jobs created or started in the
 * future. Delayed jobs keep their remaining delay. Jobs from before the change, and those created
 * since, all count as created now: their ids, which ascend regardless of the clock, keep each one
 * ahead of later jobs with its key. Returns by how many ms the clock seems to have been set back;
 * usually 0.
 */
export async function followClock(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ ms: number | string | null }>`
    with ahead as (
      select min(id::text) as first, max(greatest(created_on, started_on)) - clock_timestamp() as span
      from pgboss.job
      where state in ('created', 'retry') and greatest(created_on, started_on) > clock_timestamp() + ${TOLERANCE}
    ), waiting as (
      update pgboss.job set
        created_on = case
          when created_on > clock_timestamp() or id::text > first then clock_timestamp() else created_on
        end,
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

/** A null time stays null. */
function noLaterThanNow(column: string): RawBuilder<Date | null> {
  return sql`case when ${sql.ref(column)} > clock_timestamp() then clock_timestamp() else ${sql.ref(column)} end`;
}
