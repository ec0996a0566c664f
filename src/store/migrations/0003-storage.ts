import { type Kysely, sql } from 'kysely';

/**
 * What is written anew with every turn is stored as it is: to compress it took half of the time of
 * writing it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table conversations alter column state set storage external`.execute(db);
  await sql`alter table web_messages alter column card set storage external`.execute(db);
}
