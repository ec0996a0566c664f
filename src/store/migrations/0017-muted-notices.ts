import { type Kysely, sql } from 'kysely';

/** Which notifications an agent has muted: one row for each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table muted_notices (
      channel text not null,
      tenant text not null,
      agent text not null,
      notice text not null,
      primary key (channel, tenant, agent, notice)
    )`.execute(db);
}
