import type { Kysely } from 'kysely';

/** Where Signpost is installed in Slack, and which install links have been used up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('slack_installations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('enterprise', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull())
    .addColumn('bot_user_id', 'text', (column) => column.notNull())
    .addColumn('bot_id', 'text')
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('installed_by', 'text')
    .addColumn('installed_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('slack_used_links')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .execute();
}
