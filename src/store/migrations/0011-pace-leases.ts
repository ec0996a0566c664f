import { type Kysely, sql } from 'kysely';

/** Which of several processes sends to a desk or a channel, so that they keep its pace together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pace_leases')
    .addColumn('target', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'uuid', (column) => column.notNull())
    .addColumn('until', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
}
