import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../store/database.ts';
import { formatTicketNumber } from '../../../tickets/number.ts';

/** The newest service URL among the conversations of a tenant; null where nobody there has spoken yet. */
export async function storedServiceUrl(db: Kysely<Database>, tenant: string): Promise<string | null> {
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

/** The ticket whose card in a desk is this message; null where the message is none. */
export async function ticketOfCard(db: Kysely<Database>, desk: string, messageId: string): Promise<string | null> {
  const row = await db
    .selectFrom('desk_posts')
    .select('ticket')
    .where('desk', '=', desk)
    .where('message_id', '=', messageId)
    .where('kind', '=', 'escalation')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : formatTicketNumber(row.ticket);
}
