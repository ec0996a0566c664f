import { type Kysely, sql } from 'kysely';

/**
 * What was acknowledged to a platform and has not had its turn yet; and a way to one person's
 * conversations in Slack.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('inbox')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('content', 'jsonb', (column) => column.notNull())
    .addColumn('received_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('inbox_pkey', ['channel', 'id'])
    .execute();
  await sql`create index conversations_slack_user on conversations ((address->>'user')) where channel = 'slack'`.execute(
    db,
  );
}
