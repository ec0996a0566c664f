import { type Kysely, sql } from 'kysely';

/** Files of requesters, cut into chunks, and the links that give them out for a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createContents(db);

  await db.schema
    .createTable('files')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('content', 'uuid', (column) =>
      column.notNull().unique().references('file_contents.id').onDelete('cascade'),
    )
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('masked', sql`text[]`, (column) => column.notNull())
    .addColumn('ticket', 'integer', (column) => column.references('tickets.number'))
    .addColumn('received_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema
    .createIndex('files_ticket')
    .on('files')
    .columns(['ticket', 'received_at'])
    .execute();
  await sql`create index files_unattached on files (received_at) where ticket is null`.execute(db);

  await db.schema
    .createTable('file_links')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('file', 'uuid', (column) =>
      column.notNull().references('files.id').onDelete('cascade'),
    )
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('file_links_file').on('file_links').column('file').execute();
  await db.schema.createIndex('file_links_expiry').on('file_links').column('expires_at').execute();
}

/** A content stands by itself while it is written; it is a file once a row of `files` names it. */
async function createContents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('file_contents')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('begun_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema
    .createIndex('file_contents_begun')
    .on('file_contents')
    .column('begun_at')
    .execute();

  await db.schema
    .createTable('file_chunks')
    .addColumn('content', 'uuid', (column) =>
      column.notNull().references('file_contents.id').onDelete('cascade'),
    )
    .addColumn('n', 'integer', (column) => column.notNull())
    .addColumn('data', 'bytea', (column) => column.notNull())
    .addPrimaryKeyConstraint('file_chunks_pkey', ['content', 'n'])
    .execute();
  // Pictures and archives are compressed by themselves; to try again only takes time.
  await sql`alter table file_chunks alter column data set storage external`.execute(db);
}
