import { type Kysely, sql } from 'kysely';

/** The thread elsewhere that hears of a ticket; null if there is none, as before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table tickets add column thread jsonb`.execute(db);
}
