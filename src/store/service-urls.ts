import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

/** Returns the newest service URL among a tenant's conversations; null if it has none yet. */
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
