import { type Kysely, sql } from 'kysely';
import type { ChannelName } from '../conversation/event.ts';
import type { Database } from './database.ts';
import { relaxed } from './embedded/relaxed.ts';
import { type InboxRow, type Lease, numbered, type Stored } from './inbox-row.ts';

const TAKEN_OVER_AT_ONCE = 100;

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

function inOrder(rows: readonly Stored<InboxRow>[]): readonly InboxRow[] {
  return rows
    .map((row) => numbered<InboxRow>(row))
    .sort((one, other) => one.rank - other.rank || one.seq - other.seq);
}
