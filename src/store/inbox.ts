import { type Kysely, sql } from 'kysely';
import type { ChannelName } from '../conversation/event.ts';
import type { Database } from './database.ts';
import { relaxed } from './embedded/relaxed.ts';
import { storableJson } from './storable.ts';

/** A received event that waits for its turn. */
export interface NewInboxRow {
  readonly channel: ChannelName;
  /**
   * Rows of one lane have their turns one after another across all processes, by `rank` and then by
   * `seq`.
   */
  readonly lane: string;
  /** Unique within the channel, so that a redelivered event finds its row. */
  readonly id: string;
  /**
   * The platform's timestamp, in µs since 1970; without one, the time of the insert counts. It
   * decides the order of rows that arrive together.
   */
  readonly sentAt?: number | null;
  /** JSON that only its channel reads, with secrets masked. */
  readonly content: unknown;
}

export interface InboxRow extends Omit<NewInboxRow, 'sentAt'> {
  readonly seq: number;
  /** The platform's timestamp, or the value that keeps the row behind earlier rows. */
  readonly rank: number;
  /** Number of failed turns so far. */
  readonly attempts: number;
}

/** The place of a row in its lane, and the process that owns it. */
export interface InboxPlace {
  readonly seq: number;
  readonly lane: string;
  readonly owner: string;
}

export interface Lease {
  /** Id of the process. */
  readonly owner: string;
  readonly leaseMs: number;
}

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

const TAKEN_OVER_AT_ONCE = 100;

/**
 * Gives a row its place; see the trigger `inbox_place`. The lane's advisory lock is taken before
 * `nextval` and held until the commit, so that within a lane a higher `seq` is never visible before
 * a lower one.
 * @param waitsForDisk false lets the commit return before it is on disk, for events that are
 * acknowledged only after their turn
 */
export async function insertRow(
  db: Kysely<Database>,
  row: NewInboxRow,
  { owner, leaseMs }: Lease,
  waitsForDisk: boolean,
): Promise<TakenRow> {
  const { channel, lane, id, sentAt = null } = row;
  const content = storableJson(row.content);
  const commit = waitsForDisk ? sql`` : sql`, set_config('synchronous_commit', 'off', true)`;
  for (;;) {
    const { rows } = await sql<Stored<TakenRow>>`
      with turnstile as materialized (
        select pg_advisory_xact_lock(${LANE_LOCKS}::int, hashtext(${lane}::text))${commit}
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
      waitsForDisk ? db : relaxed(db),
    );
    const [taken] = rows;
    // Empty if the same event was inserted while this one waited for the lock; the next query sees
    // it.
    if (taken !== undefined) return numbered(taken);
  }
}

export type PlaceState =
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
export async function readPlace(
  db: Kysely<Database>,
  { seq, owner }: InboxPlace,
): Promise<PlaceState> {
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
  { seq, lane, owner }: InboxPlace,
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
export async function removeRow(db: Kysely<Database>, { seq, owner }: InboxPlace): Promise<void> {
  await relaxed(db).deleteFrom('inbox').where('seq', '=', seq).where('owner', '=', owner).execute();
}

/**
 * Renews the leases of held rows, and takes over rows of these channels whose lease has expired.
 */
export async function renewAndTakeOver(
  db: Kysely<Database>,
  { owner, leaseMs }: Lease,
  held: readonly number[],
  channels: readonly ChannelName[],
): Promise<readonly InboxRow[]> {
  const until = sql`now() + ${leaseMs} * interval '1 millisecond'`;
  // As text, because drivers write arrays in different ways.
  const seqs = sql`string_to_array(${held.join(',')}, ',')::bigint[]`;
  const { rows } = await sql<Stored<InboxRow>>`
    with renewed as (
      update inbox set lease_until = ${until}
      where seq in (
        select seq from inbox where seq = any(${seqs}) and owner = ${owner} for update skip locked
      )
    ), lapsed as materialized (
      select seq from inbox
      where dead_at is null and lease_until < now() and channel = any(string_to_array(${channels.join(',')}, ','))
        and not (owner = ${owner} and seq = any(${seqs}))
      order by seq limit ${TAKEN_OVER_AT_ONCE}
      for update skip locked
    )
    update inbox set owner = ${owner}, lease_until = ${until}
    from lapsed where inbox.seq = lapsed.seq
    returning inbox.seq, rank, channel, lane, id, content, attempts`.execute(relaxed(db));
  return inOrder(rows);
}

/** Takes over all rows of these channels, for a database that no other process can open. */
export async function takeOverAll(
  db: Kysely<Database>,
  { owner, leaseMs }: Lease,
  channels: readonly ChannelName[],
): Promise<readonly InboxRow[]> {
  const rows = await db
    .updateTable('inbox')
    .set({ owner, lease_until: sql<Date>`now() + ${leaseMs} * interval '1 millisecond'` })
    .where('dead_at', 'is', null)
    .where('owner', '<>', owner)
    .where('channel', 'in', channels)
    .returning(['seq', 'rank', 'channel', 'lane', 'id', 'content', 'attempts'])
    .execute();
  return inOrder(rows);
}

/** Ends the leases of a process that stops, so that others needn't wait for them to expire. */
export async function releaseRows(db: Kysely<Database>, owner: string): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ owner: '', lease_until: sql<Date>`now()` })
    .where('owner', '=', owner)
    .execute();
}

/** Records the number of failed turns of a row. */
export async function noteAttempts(
  db: Kysely<Database>,
  { seq }: InboxPlace,
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
  { seq, owner }: InboxPlace,
  problem: string,
): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ owner: '', dead_at: sql<Date>`now()`, problem })
    .where('seq', '=', seq)
    .where('owner', '=', owner)
    .execute();
}

/** Puts a dead row back in its place, because the same event arrived again. */
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

/** One driver returns a `bigint` as a string, the other as a number. */
type Stored<T extends Numbers> = Omit<T, keyof Numbers> & {
  readonly [Key in keyof Numbers]: number | string;
};

type Numbers = Pick<InboxRow, 'seq' | 'rank'>;

function numbered<T extends Numbers>(row: Stored<T>): Omit<T, keyof Numbers> & Numbers {
  return { ...row, seq: Number(row.seq), rank: Number(row.rank) };
}

function inOrder(rows: readonly Stored<InboxRow>[]): readonly InboxRow[] {
  return rows
    .map((row) => numbered<InboxRow>(row))
    .sort((one, other) => one.rank - other.rank || one.seq - other.seq);
}
