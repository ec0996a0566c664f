import { type Kysely, sql } from 'kysely';
import type { Locale } from '../../i18n/locale.ts';
import { isLocale } from '../../i18n/locales.ts';
import type { TicketStatus } from '../../tickets/ticket-state.ts';
import type { Database } from '../database.ts';
import { storableJson } from '../storable.ts';
import { readAddress, type SlackAddress, type Who } from './address.ts';

type Db = Kysely<Database>;

/** A person's conversation, with the data needed to find it. */
export interface OwnConversation {
  readonly id: string;
  readonly address: SlackAddress;
  /** Ids of the replies that await an answer. */
  readonly waiting: readonly string[];
  readonly locale: Locale | null;
}

const MAX = 200;

/**
 * Returns all conversations of a person in a workspace, or in the organization it belongs to,
 * newest first.
 */
export async function conversationsOf(db: Db, who: Who): Promise<readonly OwnConversation[]> {
  const rows = await db
    .selectFrom('conversations')
    .select([
      'id',
      'address',
      sql<string | null>`state->'prompt'->>'id'`.as('prompt'),
      sql<string | null>`state->'sidePrompt'->>'id'`.as('side'),
      sql<unknown>`jsonb_path_query_array(state, '$.ticketPrompts[*].reply.id')`.as('asks'),
      sql<string | null>`state->>'locale'`.as('locale'),
    ])
    // Written as a literal, because otherwise the index, which holds only Slack conversations,
    // isn't used.
    .where(sql<boolean>`channel = 'slack'`)
    .where(sql<boolean>`address->>'user' = ${who.user}`)
    .where(
      sql<boolean>`(address->>'team' = ${who.team} or address->>'enterprise' = ${who.enterprise})`,
    )
    .orderBy('updated_at', 'desc')
    .limit(MAX)
    .execute();
  return rows.map(({ id, address, prompt, side, asks, locale }) => ({
    id,
    address: readAddress(Object(address)),
    waiting: [prompt, side, ...(Array.isArray(asks) ? asks : [])].filter(
      (waiting) => typeof waiting === 'string',
    ),
    locale: isLocale(locale) ? locale : null,
  }));
}

/** Returns the person a conversation belongs to (`U…` or `W…`); null if it hasn't begun. */
export async function ownerOf(db: Db, conversation: string): Promise<string | null> {
  const query = db.selectFrom('conversations').select('address').where('id', '=', conversation);
  const row = await query.executeTakeFirst();
  return row ? readAddress(Object(row.address)).user : null;
}

/** Returns the conversation a reply was sent in; null if that isn't known (any more). */
export async function conversationThatSaid(db: Db, reply: string): Promise<string | null> {
  const row = await db
    .selectFrom('messages')
    .select('destination')
    .where('reply', '=', reply)
    .where('audience', '=', 'requester')
    .executeTakeFirst();
  return row?.destination ?? null;
}

/** Moves a conversation to this address. */
export async function moveConversation(db: Db, id: string, address: SlackAddress): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ address: storableJson(address), updated_at: new Date() })
    .where('id', '=', id)
    .execute();
}

/** A ticket as its requester sees it in a list. */
export interface OwnTicket {
  readonly number: number;
  readonly title: string;
  readonly at: Date;
  readonly status: TicketStatus;
  /** Name of the assigned agent; null if there is none, or the agent has no name. */
  readonly assignee: string | null;
}

/** Returns the newest tickets of these conversations. */
export async function ticketsIn(
  db: Db,
  conversations: readonly string[],
  most: number,
): Promise<readonly OwnTicket[]> {
  if (conversations.length === 0) return [];
  return db
    .selectFrom('tickets')
    .innerJoin('ticket_states', 'ticket_states.ticket', 'tickets.number')
    .select([
      'tickets.number',
      'tickets.created_at as at',
      'ticket_states.status',
      sql<string>`payload->>'title'`.as('title'),
      sql<string | null>`ticket_states.state->'assignee'->>'name'`.as('assignee'),
    ])
    .where('tickets.conversation', 'in', conversations)
    .orderBy('tickets.number', 'desc')
    .limit(most)
    .execute();
}

/** Returns the only workspace with Slack conversations; null if there are none, or several. */
export async function onlyTeam(db: Kysely<Database>): Promise<string | null> {
  const rows = await db
    .selectFrom('conversations')
    .select(sql<string | null>`address->>'team'`.as('team'))
    .distinct()
    .where('channel', '=', 'slack')
    .limit(2)
    .execute();
  return rows.length === 1 ? (rows[0]?.team ?? null) : null;
}

/**
 * Returns the organization a workspace belongs to, from the last person who wrote there; null if
 * none is known.
 */
export async function organizationOf(db: Kysely<Database>, team: string): Promise<string | null> {
  const row = await db
    .selectFrom('conversations')
    .select(sql<string | null>`address->>'enterprise'`.as('enterprise'))
    .where('channel', '=', 'slack')
    .where(sql<boolean>`address->>'team' = ${team}`)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.enterprise ?? null;
}
