import type { Kysely } from 'kysely';
import type { Database } from '../../../store/database.ts';
import { ticketOfCard, ticketOfCardBeginning } from '../../../store/helpdesk-cards.ts';
import { idsOfRoot } from './card-ref.ts';

/**
 * Returns the ticket whose card in a desk is this message (`ts`), so that its thread is the
 * ticket's; null for all others.
 */
export async function ticketOfThread(
  db: Kysely<Database>,
  desk: string,
  root: string,
): Promise<string | null> {
  const { whole, begin } = idsOfRoot(root);
  return (await ticketOfCard(db, desk, whole)) ?? ticketOfCardBeginning(db, desk, begin);
}
