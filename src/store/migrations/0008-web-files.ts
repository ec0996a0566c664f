import { type Kysely, sql } from 'kysely';

/** The names of files a requester sent, beside what they wrote. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('web_messages')
    .addColumn('files', 'jsonb', (column) => column.notNull().defaultTo(sql`'[]'::jsonb`))
    .execute();
}
