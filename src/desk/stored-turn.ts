import { sql, type Transaction } from 'kysely';
import type { Address } from '../channels/channel.ts';
import type { ChatEvent } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import { readState } from '../store/conversations.ts';
import type { Database } from '../store/database.ts';
import { storableJson } from '../store/storable.ts';

export type Opened =
  | { readonly duplicate: true }
  /** `state` is null where this is the first turn of the conversation. */
  | { readonly duplicate: false; readonly state: State | null };

/**
 * Begins a turn in one statement: notes the event's id, makes the conversation or takes its newest address, and locks
 * it until the transaction ends (what `select … for update` would do). An event seen before changes nothing.
 */
export async function openTurn(trx: Transaction<Database>, event: ChatEvent, address: Address): Promise<Opened> {
  const person = storableJson(event.person);
  const where = storableJson(address);
  const { rows } = await sql<{ state: unknown }>`
    with fresh as (
      insert into events (conversation, id) values (${event.conversation}, ${event.id})
      on conflict do nothing returning conversation
    )
    insert into conversations as c (id, channel, person, address)
    select conversation, ${event.channel}, ${person}::jsonb, ${where}::jsonb from fresh
    on conflict (id) do update set person = excluded.person, address = excluded.address
    returning c.state`.execute(trx);
  const row = rows[0];
  if (row === undefined) return { duplicate: true };
  return { duplicate: false, state: row.state === null ? null : readState(row.state, event.conversation) };
}

/** Puts down the state a turn ended in. */
export async function saveTurn(trx: Transaction<Database>, conversation: string, state: State): Promise<void> {
  await trx
    .updateTable('conversations')
    .set((row) => ({ state: storableJson(state), turns: row('turns', '+', 1), updated_at: sql`now()` }))
    .where('id', '=', conversation)
    .execute();
}
