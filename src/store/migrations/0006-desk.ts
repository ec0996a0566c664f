import { type Kysely, sql } from 'kysely';

/**
 * The life of each ticket: where it has come to, all that happened to it, and the desks that hear
 * of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ticket_lives')
    .addColumn('ticket', 'integer', (column) => column.primaryKey().references('tickets.number'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) =>
      column
        .notNull()
        .check(sql`status in ('new', 'assigned', 'in-progress', 'waiting', 'resolved', 'closed')`),
    )
    // 0 comes first in the queue.
    .addColumn('urgency', 'smallint', (column) => column.notNull())
    .addColumn('assignee', 'text')
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
    .addColumn('resolved_at', 'timestamptz')
    .addColumn('life', 'jsonb', (column) => column.notNull())
    .execute();
  await sql`create index ticket_lives_queue on ticket_lives (urgency, opened_at, ticket)
    where status not in ('resolved', 'closed')`.execute(db);
  await sql`create index ticket_lives_resolved on ticket_lives (resolved_at) where status = 'resolved'`.execute(
    db,
  );

  await db.schema
    .createTable('ticket_events')
    .addColumn('ticket', 'integer', (column) => column.notNull().references('tickets.number'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('event', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_events_pkey', ['ticket', 'revision'])
    .execute();
  await onlyAppended(db);

  await db.schema
    .createTable('ticket_desks')
    .addColumn('ticket', 'integer', (column) => column.notNull().references('tickets.number'))
    .addColumn('desk', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_desks_pkey', ['ticket', 'desk'])
    .execute();

  await createRefusals(db);
  await createPosts(db);
  await giveLives(db);
}

/** What was once written of a ticket cannot be changed or taken away, by no bug either. */
async function onlyAppended(db: Kysely<unknown>): Promise<void> {
  await sql`create function ticket_events_are_kept() returns trigger language plpgsql as $$
    begin raise exception 'events of tickets are only ever appended'; end $$`.execute(db);
  await sql`create trigger ticket_events_kept before update or delete on ticket_events
    for each row execute function ticket_events_are_kept()`.execute(db);
}

/** What was tried and refused, for the audit. */
async function createRefusals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('desk_refusals')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('actor', 'jsonb', (column) => column.notNull())
    .addColumn('deed', 'text', (column) => column.notNull())
    .addColumn('ticket', 'integer')
    .addColumn('refusal', 'jsonb', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('desk_refusals_at').on('desk_refusals').column('at').execute();
}

/**
 * What became of each thing posted in a desk; the first card sent of a ticket is the one that is
 * kept true.
 */
async function createPosts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('desk_posts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('desk', 'text', (column) => column.notNull())
    .addColumn('ticket', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) =>
      column.notNull().check(sql`status in ('sent', 'dead')`),
    )
    .addColumn('message_id', 'text')
    .addColumn('problem', 'text')
    .addColumn('error', 'text')
    .addColumn('content', 'jsonb')
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema
    .createIndex('desk_posts_ticket')
    .on('desk_posts')
    .columns(['desk', 'ticket'])
    .execute();
  await db.schema
    .createIndex('desk_posts_dead')
    .on('desk_posts')
    .column('at')
    .where(sql<boolean>`status = 'dead'`)
    .execute();
}

/** Tickets filed before there was a desk begin their life as new ones. */
async function giveLives(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into ticket_lives (ticket, revision, status, urgency, opened_at, life)
    select number, 1, 'new', case payload->>'priority' when 'urgent' then 0 when 'high' then 1 else 2 end, created_at,
      jsonb_build_object('number', payload->'number', 'status', 'new', 'priority', payload->'priority',
        'assignee', null, 'resolution', null, 'resolvedAt', null, 'rating', null, 'reopened', 0, 'revision', 1,
        'openedAt', payload->'createdAt', 'changedAt', payload->'createdAt')
    from tickets`.execute(db);
  await sql`
    insert into ticket_events (ticket, revision, at, event)
    select number, 1, created_at,
      jsonb_build_object('kind', 'opened', 'ticket', payload->'number', 'revision', 1, 'at', payload->'createdAt',
        'priority', payload->'priority', 'actor', jsonb_build_object('kind', 'requester',
          'channel', payload->'requester'->'channel',
          'realm', case split_part(conversation, ':', 1) when 'web' then '-' else split_part(conversation, ':', 2) end,
          'id', payload->'requester'->'id', 'name', payload->'requester'->'name'))
    from tickets`.execute(db);
}
