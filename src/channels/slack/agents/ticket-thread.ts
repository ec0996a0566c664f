import type { Kysely } from 'kysely';
import type { Database } from '../../../store/database.ts';
import { formatTicketNumber } from '../../../tickets/number.ts';
import { idsOfRoot } from './card-ref.ts';

/** The ticket whose card in a desk this message (`ts`) is, so that its thread is the ticket's; null for all others. */
export async function ticketOfThread(db: Kysely<Database>, desk: string, root: string): Promise<string | null> {
  const { whole, begin } = idsOfRoot(root);
  const row = await db
    .selectFrom('desk_posts')
    .select('ticket')
    .where('desk', '=', desk)
    .where('kind', '=', 'escalation')
    .where(({ eb, or, fn, val }) =>
      or([eb('message_id', '=', whole), eb(fn<boolean>('starts_with', ['message_id', val(begin)]), '=', true)]),
    )
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : formatTicketNumber(row.ticket);
}
