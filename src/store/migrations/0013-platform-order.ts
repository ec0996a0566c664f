import { type Kysely, sql } from 'kysely';

/**
 * Rows of a lane have their turns by `rank`, then by `seq`. The rank is the platform's own stamp of
 * the event, so that a process that is slow to insert does not change the order in which a person
 * wrote.
 *
 * A trigger sets it, so that rows of processes of the earlier version, which know no rank, come
 * last in their lane.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('inbox')
    .addColumn('sent_at', 'bigint')
    .addColumn('rank', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('begun', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('hurried', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute();
  await sql`drop index inbox_lane`.execute(db);
  await sql`create index inbox_lane on inbox (lane, rank, seq) where dead_at is null`.execute(db);
  // Of no use after a crash: it only tells which process had the last event of a lane, and when
  // another one had.
  await sql`
    create unlogged table inbox_lanes (
      lane text primary key,
      owner text not null,
      at timestamptz not null default clock_timestamp(),
      shared_at timestamptz
    )`.execute(db);
  await createPlaceTrigger(db);
  await createBegin(db);
}

/**
 * The caller holds the lane's lock, and each statement of a function sees what was committed before
 * it. A stamp puts a row before others only if they arrived within the last 10 s and have not
 * begun: a wrong stamp overtakes nothing else, and delays nothing for longer. A row without a stamp
 * comes last.
 */
async function createPlaceTrigger(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function inbox_place() returns trigger language plpgsql as $$
    declare
      settled bigint;
      highest bigint;
    begin
      select max(rank), max(rank) filter (
        where begun or received_at not between clock_timestamp() - interval '10 s' and clock_timestamp() + interval '10 s'
      ) into highest, settled
      from inbox where lane = new.lane and dead_at is null;
      new.rank := greatest(coalesce(new.sent_at, highest), settled, 0);
      select at between clock_timestamp() - interval '2 s' and clock_timestamp()
        and (owner <> new.owner or shared_at > clock_timestamp() - interval '1 min')
      into new.hurried from inbox_lanes where lane = new.lane;
      new.hurried := coalesce(new.hurried, false);
      insert into inbox_lanes as before (lane, owner) values (new.lane, new.owner)
      on conflict (lane) do update set
        shared_at = case when before.owner = excluded.owner then before.shared_at else excluded.at end,
        owner = excluded.owner,
        at = excluded.at;
      return new;
    end $$`.execute(db);
  await sql`create trigger inbox_place before insert on inbox for each row execute function inbox_place()`.execute(
    db,
  );
}

/**
 * Begins a turn if the row is the first of its lane. From then on no other row gets a place before
 * it.
 */
async function createBegin(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function inbox_begin(place bigint, holder text, lane_of_place text, lane_locks int)
    returns boolean language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(lane_locks, hashtext(lane_of_place));
      update inbox own set begun = true where own.seq = place and own.owner = holder and not exists (
        select from inbox earlier
        where earlier.lane = lane_of_place and earlier.dead_at is null
          and (earlier.rank, earlier.seq) < (own.rank, own.seq)
      );
      return found;
    end $$`.execute(db);
}
