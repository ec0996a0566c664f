import type { Kysely } from 'kysely';

/** What the page shows of each conversation, so that a reload or a restart shows it again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('web_conversations')
    .addColumn('conversation', 'text', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('web_messages')
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('delivery', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('card', 'jsonb')
    .addColumn('decided', 'boolean', (column) => column.notNull())
    .addPrimaryKeyConstraint('web_messages_pkey', ['conversation', 'id'])
    .execute();
  await db.schema
    .createIndex('web_messages_revision')
    .on('web_messages')
    .columns(['conversation', 'revision'])
    .execute();
}
