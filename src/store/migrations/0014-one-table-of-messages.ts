import { type Kysely, sql } from 'kysely';

/**
 * Joins `desk_posts` into `messages`: one table with the outcome of each message, to requesters and
 * to desks.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table messages rename column conversation to destination`.execute(db);
  await db.schema
    .alterTable('messages')
    .addColumn('audience', 'text', (column) =>
      column.notNull().defaultTo('requester').check(sql`audience in ('requester', 'agent')`),
    )
    .addColumn('ticket', 'integer')
    .addColumn('kind', 'text')
    .execute();
  await sql`alter table messages alter column audience drop default`.execute(db);
  await sql`
    insert into messages
      (id, audience, destination, reply, ticket, kind, status, message_id, problem, error, content, at)
    select id, 'agent', desk, substr(id, length(desk) + 2), ticket, kind,
      status, message_id, problem, error, content, at
    from desk_posts`.execute(db);
  await db.schema.dropTable('desk_posts').execute();
  await sql`
    create index messages_desk on messages (destination, ticket) where audience = 'agent'`.execute(
    db,
  );
}
