import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/**
 * The key of the page's session cookies, the sessions from before they were signed, and files not
 * sent yet.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('page_session_key')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('key', 'text', (column) => column.notNull())
    .execute();
  await sql`insert into page_session_key (id, key) values (1, ${randomBytes(32).toString('base64')})`.execute(
    db,
  );

  await db.schema
    .createTable('unsigned_page_sessions')
    .addColumn('conversation', 'text', (column) => column.primaryKey())
    .addColumn('replaced_at', 'timestamptz')
    .execute();
  await sql`
    insert into unsigned_page_sessions (conversation) select id from conversations where channel = 'web'`.execute(
    db,
  );

  // No reference to `files`: the note comes first, see `markUnsent`.
  await db.schema
    .createTable('unsent_files')
    .addColumn('file', 'uuid', (column) => column.primaryKey())
    .addColumn('since', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema.createIndex('unsent_files_since').on('unsent_files').column('since').execute();
}
