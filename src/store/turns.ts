import { sql, type Transaction } from 'kysely';
import type { ChatEvent } from '../conversation/event.ts';
import type { State } from '../conversation/state.ts';
import type { Address } from '../ports/message.ts';
import { readState } from './conversations.ts';
import type { Database } from './database.ts';
import type { InboxPosition } from './inbox-row.ts';
import { storableJson } from './storable.ts';

export type OpenedTurn =
  | { readonly kind: 'duplicate' }
  /**
   * The inbox row isn't the first of its lane, or another process holds it; nothing was changed.
   */
  | { readonly kind: 'not-head' }
  /** The row no longer exists, because its turn was committed before. */
  | { readonly kind: 'gone' }
  /** `state` is null if this is the first turn of the conversation. */
  | { readonly kind: 'opened'; readonly state: State | null };

/**
 * Begins a turn in one statement: records the event's id, creates the conversation or updates its
 * address, and locks it until the transaction ends (as `select … for update` would do). A duplicate
 * event changes nothing.
 */
export async function openTurn(
  trx: Transaction<Database>,
  event: ChatEvent,
  address: Address,
): Promise<OpenedTurn> {
  const { rows } = await sql<{ state: unknown }>`
    with fresh as (
      insert into events (conversation, id) values (${event.conversation}, ${event.id})
      on conflict do nothing returning conversation
    )
    ${conversationOf(event, address)}`.execute(trx);
  const row = rows[0];
  return row === undefined ? { kind: 'duplicate' } : openedWith(row.state, event);
}

/**
 * Does the same for an event in the inbox, still in one statement: only the first row of its lane
 * is admitted, and it is removed with the turn. A row that another process takes over at the same
 * moment is removed as well; the event's id then admits only one of the two turns.
 *
 * Lookups by `seq` name no other column of a partial index: a plan made and cached while the table
 * is empty would read that whole index each time.
 */
export async function openQueuedTurn(
  trx: Transaction<Database>,
  event: ChatEvent,
  address: Address,
  { seq, lane, owner }: InboxPosition,
): Promise<OpenedTurn> {
  const { rows } = await sql<{ kept: boolean; head: boolean; opened: boolean; state: unknown }>`
    with head as materialized (
      select seq from inbox own where seq = ${seq} and owner = ${owner} and not exists (
        select 1 from inbox earlier where earlier.lane = ${lane} and earlier.dead_at is null
          and (earlier.rank, earlier.seq) < (own.rank, own.seq)
      )
    ), removed as (
      delete from inbox using head where inbox.seq = head.seq
    ), fresh as (
      insert into events (conversation, id) select ${event.conversation}, ${event.id} from head
      on conflict do nothing returning conversation
    ), opened as (
      ${conversationOf(event, address)}
    )
    select exists (select 1 from inbox where seq = ${seq}) as kept,
      exists (select 1 from head) as head, opened.id is not null as opened, opened.state
    from (select 1) as always left join opened on true`.execute(trx);
  const [row] = rows;
  if (row === undefined || !row.kept) return { kind: 'gone' };
  if (!row.head) return { kind: 'not-head' };
  return row.opened ? openedWith(row.state, event) : { kind: 'duplicate' };
}

/** Creates or locks the conversation of the event in `fresh`, and returns its state. */
function conversationOf(event: ChatEvent, address: Address) {
  return sql`
    insert into conversations as c (id, channel, person, address)
    select conversation, ${event.channel}, ${storableJson(event.person)}::jsonb, ${storableJson(address)}::jsonb
    from fresh
    on conflict (id) do update set person = excluded.person, address = excluded.address
    returning c.id, c.state`;
}

function openedWith(state: unknown, event: ChatEvent): OpenedTurn {
  return { kind: 'opened', state: state === null ? null : readState(state, event.conversation) };
}

/** Stores the state after a turn. */
export async function saveTurn(
  trx: Transaction<Database>,
  conversation: string,
  state: State,
): Promise<void> {
  await trx
    .updateTable('conversations')
    .set((row) => ({
      state: storableJson(state),
      turns: row('turns', '+', 1),
      updated_at: sql`now()`,
    }))
    .where('id', '=', conversation)
    .execute();
}
