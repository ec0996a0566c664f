import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { relaxed } from './embedded/relaxed.ts';
import {
  type InboxPosition,
  type Lease,
  type NewInboxRow,
  numbered,
  type Stored,
} from './inbox-row.ts';
import { storableJson } from './storable.ts';

/** Result of an insert: a new row, or the existing one. */
export interface TakenRow {
  readonly seq: number;
  readonly rank: number;
  /** True if an earlier event of the lane may still be on its way through another process. */
  readonly isHurried: boolean;
  /** Longest recent delay of a running process between receiving and storing an event, in ms. */
  readonly lagMs: number;
  readonly owner: string;
  readonly isNew: boolean;
  /** True if it was set aside before; see `reviveRow`. */
  readonly isDead: boolean;
  readonly attempts: number;
}

/** First key of the lanes' advisory locks; the second is the lane's hash. */
const LANE_LOCKS = 1_768_841_848;

/**
 * Gives a row its position; see the trigger `inbox_place`. The lane's advisory lock is taken before
 * `nextval` and held until the commit, so that within a lane a higher `seq` is never visible before
 * a lower one.
 * @param commit 'relaxed' returns before the row is on disk, for events that are acknowledged only
 * after their turn
 */
export async function insertRow(
  db: Kysely<Database>,
  row: NewInboxRow,
  { owner, leaseMs }: Lease,
  commit: 'durable' | 'relaxed',
): Promise<TakenRow> {
  const { channel, lane, id, sentAt = null } = row;
  const content = storableJson(row.content);
  const isRelaxed = commit === 'relaxed';
  const setCommit = isRelaxed ? sql`, set_config('synchronous_commit', 'off', true)` : sql``;
  for (;;) {
    const { rows } = await sql<Stored<TakenRow>>`
      with turnstile as materialized (
        select pg_advisory_xact_lock(${LANE_LOCKS}::int, hashtext(${lane}::text))${setCommit}
      ), added as (
        insert into inbox (channel, lane, id, content, sent_at, owner, lease_until)
        select ${channel}, ${lane}, ${id}, ${content}::jsonb, ${sentAt}::bigint, ${owner},
          now() + ${leaseMs} * interval '1 millisecond'
        from turnstile
        on conflict (channel, id) do nothing
        returning seq, rank, hurried, owner, attempts
      )
      select seq, rank, hurried as "isHurried", owner, true as "isNew", false as "isDead", attempts, (
        select coalesce(max(lag_ms), 0) from inbox_processes where at > clock_timestamp() - interval '1 min'
      ) as "lagMs" from added
      union all
      select seq, rank, false, owner, false, dead_at is not null, attempts, 0 from inbox
      where channel = ${channel} and id = ${id} and not exists (select 1 from added)`.execute(
      isRelaxed ? relaxed(db) : db,
    );
    const [taken] = rows;
    // Empty if the same event was inserted while this one waited for the lock; the next query sees
    // it.
    if (taken !== undefined) return numbered(taken);
  }
}

export type PositionState =
  /** Its turn was committed, or it was set aside. */
  | 'gone'
  /** Held by another process. */
  | 'elsewhere'
  | 'head'
  /** An earlier row of the lane isn't done. */
  | 'behind'
  /** Like `behind`, but the lease of the row at the head has expired. */
  | 'abandoned';

/** Returns a row's current position in its lane. */
export async function readPosition(
  db: Kysely<Database>,
  { seq, owner }: InboxPosition,
): Promise<PositionState> {
  const { rows } = await sql<{
    owner: string;
    dead: boolean;
    first: number | string;
    lapsed: boolean;
  }>`
    select own.owner, own.dead_at is not null as dead, head.seq as first, head.lease_until < now() as lapsed
    from inbox own, lateral (
      select seq, lease_until from inbox where lane = own.lane and dead_at is null order by rank, seq limit 1
    ) head
    where own.seq = ${seq}`.execute(db);
  const [row] = rows;
  if (row === undefined || row.dead) return 'gone';
  if (row.owner !== owner) return row.lapsed ? 'abandoned' : 'elsewhere';
  if (Number(row.first) === seq) return 'head';
  return row.lapsed ? 'abandoned' : 'behind';
}

/**
 * Begins a turn outside a transaction. Resolves to false if the row isn't the first of its lane, or
 * isn't held.
 */
export async function beginTurn(
  db: Kysely<Database>,
  { seq, lane, owner }: InboxPosition,
): Promise<boolean> {
  const { rows } = await sql<{ isBegun: boolean }>`
    select inbox_begin(${seq}, ${owner}, ${lane}, ${LANE_LOCKS}) as "isBegun",
      set_config('synchronous_commit', 'off', true)`.execute(relaxed(db));
  return rows[0]?.isBegun === true;
}

/**
 * Removes a row whose turn had no transaction to do it. If a crash brings the row back, it has no
 * second effect.
 */
export async function removeRow(
  db: Kysely<Database>,
  { seq, owner }: InboxPosition,
): Promise<void> {
  await relaxed(db).deleteFrom('inbox').where('seq', '=', seq).where('owner', '=', owner).execute();
}

/** Records the number of failed turns of a row. */
export async function noteAttempts(
  db: Kysely<Database>,
  { seq }: InboxPosition,
  attempts: number,
): Promise<void> {
  await relaxed(db).updateTable('inbox').set({ attempts }).where('seq', '=', seq).execute();
}

/**
 * Makes a dead letter of a row whose turn can't be run: it stays stored without an owner, and no
 * longer blocks its lane.
 */
export async function setRowAside(
  db: Kysely<Database>,
  { seq, owner }: InboxPosition,
  problem: string,
): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ owner: '', dead_at: sql<Date>`now()`, problem })
    .where('seq', '=', seq)
    .where('owner', '=', owner)
    .execute();
}

/** Puts a dead row back in its position, because the same event arrived again. */
export async function reviveRow(
  db: Kysely<Database>,
  seq: number,
  { owner, leaseMs }: Lease,
): Promise<void> {
  await db
    .updateTable('inbox')
    .set({
      dead_at: null,
      problem: null,
      attempts: 0,
      owner,
      lease_until: sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`,
    })
    .where('seq', '=', seq)
    .where('dead_at', 'is not', null)
    .execute();
}
