import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/** The newest service URL among the conversations of a tenant; null where nobody there has spoken yet. */
export async function storedServiceUrl(
  db: Kysely<Database>,
  tenant: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('conversations')
    .select(sql<string | null>`address->>'serviceUrl'`.as('url'))
    .where('channel', '=', 'teams')
    .where(sql<boolean>`address->'conversation'->>'tenantId' = ${tenant}`)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.url ?? null;
}
