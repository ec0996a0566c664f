import type { Transaction } from 'kysely';
import { type Actor, actorKey } from '../tickets/actor.ts';
import type { Database } from './database.ts';

/**
 * Records an agent's command or button press. Returns false if it was recorded before. Click ids
 * are unique only per person.
 */
export async function isFirstCommand(
  trx: Transaction<Database>,
  { id, actor }: { readonly id: string; readonly actor: Actor },
): Promise<boolean> {
  const noted = await trx
    .insertInto('events')
    .values({ conversation: `desk:${actorKey(actor)}`, id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return noted !== undefined;
}
