import { type Kysely, sql } from 'kysely';

/**
 * The inbox of every channel: what arrived keeps its place in its lane until its turn is committed,
 * and the process that works on it holds a lease. Rows of the earlier version, all of Slack, keep
 * the order they arrived in.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table inbox rename to inbox_before`.execute(db);
  await sql`alter table inbox_before drop constraint inbox_pkey`.execute(db);
  await db.schema
    .createTable('inbox')
    .addColumn('seq', 'bigint', (column) => column.generatedAlwaysAsIdentity().primaryKey())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('content', 'jsonb', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('lease_until', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('received_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('dead_at', 'timestamptz')
    .addColumn('problem', 'text')
    .addUniqueConstraint('inbox_id', ['channel', 'id'])
    .execute();
  await sql`create index inbox_lane on inbox (lane, seq) where dead_at is null`.execute(db);
  await sql`create index inbox_lease on inbox (lease_until) where dead_at is null`.execute(db);
  await sql`
    insert into inbox (channel, lane, id, content, received_at)
    select channel, coalesce((content->'who'->>'team') || ' ' || (content->'who'->>'user'), id), id, content, received_at
    from inbox_before order by received_at, id`.execute(db);
  await sql`drop table inbox_before`.execute(db);
}
