import { type Kysely, sql } from 'kysely';

/**
 * Lets an event of any lane wait for an earlier one while other processes run, also if the lane was
 * quiet. How long depends on how slow the processes are, so each reports that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Of no use after a crash: running processes write their rows again within seconds.
  await sql`
    create unlogged table inbox_processes (
      owner text primary key,
      at timestamptz not null default clock_timestamp(),
      lag_ms int not null
    )`.execute(db);
  await replacePlaceTrigger(db);
}

/**
 * Like that of 0013, with two differences. A row without a stamp counts as sent when it was
 * received, so a message sent before it goes first. And a row is `hurried` if any other process
 * runs; the page sends one event at a time, so its events needn't wait.
 */
async function replacePlaceTrigger(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function inbox_place() returns trigger language plpgsql as $$
    declare
      settled bigint;
      highest bigint;
      received bigint := extract(epoch from new.received_at) * 1000000;
    begin
      select max(rank), max(rank) filter (
        where begun or received_at not between clock_timestamp() - interval '10 s' and clock_timestamp() + interval '10 s'
      ) into highest, settled
      from inbox where lane = new.lane and dead_at is null;
      new.rank := greatest(coalesce(new.sent_at, greatest(highest, received)), settled, 0);
      select at between clock_timestamp() - interval '2 s' and clock_timestamp()
        and (owner <> new.owner or shared_at > clock_timestamp() - interval '1 min')
      into new.hurried from inbox_lanes where lane = new.lane;
      new.hurried := coalesce(new.hurried, false) or new.channel <> 'web' and exists (
        select from inbox_processes
        where owner <> new.owner and at > clock_timestamp() - interval '1 min'
      );
      insert into inbox_lanes as before (lane, owner) values (new.lane, new.owner)
      on conflict (lane) do update set
        shared_at = case when before.owner = excluded.owner then before.shared_at else excluded.at end,
        owner = excluded.owner,
        at = excluded.at;
      return new;
    end $$`.execute(db);
}
