import type { Kysely } from 'kysely';
import type { Actor } from '../tickets/actor.ts';
import { NOTICE_KINDS, type NoticeKind } from '../tickets/notices.ts';
import type { Database } from './database.ts';

/** An agent, regardless of their current name. */
export type AgentId = Pick<Actor, 'channel' | 'tenant' | 'id'>;

/** Returns the notifications an agent has muted. */
export async function mutedBy(
  db: Kysely<Database>,
  agent: AgentId,
): Promise<readonly NoticeKind[]> {
  const rows = await rowsOf(db, agent).execute();
  // Another version may know other notifications.
  return NOTICE_KINDS.filter((kind) => rows.some(({ notice }) => notice === kind));
}

/** Mutes notifications of an agent; those already muted stay so. */
export async function muteNotices(
  db: Kysely<Database>,
  { channel, tenant, id: agent }: AgentId,
  kinds: readonly NoticeKind[],
): Promise<void> {
  await db
    .insertInto('muted_notices')
    .values(kinds.map((notice) => ({ channel, tenant, agent, notice })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Unmutes notifications of an agent. */
export async function unmuteNotices(
  db: Kysely<Database>,
  { channel, tenant, id }: AgentId,
  kinds: readonly NoticeKind[],
): Promise<void> {
  await db
    .deleteFrom('muted_notices')
    .where('channel', '=', channel)
    .where('tenant', '=', tenant)
    .where('agent', '=', id)
    .where('notice', 'in', kinds)
    .execute();
}

function rowsOf(db: Kysely<Database>, { channel, tenant, id }: AgentId) {
  return db
    .selectFrom('muted_notices')
    .select('notice')
    .where('channel', '=', channel)
    .where('tenant', '=', tenant)
    .where('agent', '=', id);
}
