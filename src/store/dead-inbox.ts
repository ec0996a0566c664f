import { type Kysely, sql } from 'kysely';
import type { ChannelName } from '../conversation/event.ts';
import type { Database } from './database.ts';

/** An event whose turn failed permanently. */
export interface DeadEvent {
  readonly channel: ChannelName;
  readonly id: string;
  readonly attempts: number;
  /** The kind of error, never its message. */
  readonly error: string;
  readonly at: Date;
}

const MAX_LISTED = 1000;

/** Dead events, oldest first. */
export async function deadEvents(db: Kysely<Database>): Promise<readonly DeadEvent[]> {
  const rows = await db
    .selectFrom('inbox')
    .select(['channel', 'id', 'attempts', 'problem', 'dead_at'])
    .where('dead_at', 'is not', null)
    .orderBy('dead_at')
    .orderBy('seq')
    .limit(MAX_LISTED)
    .execute();
  return rows.map(({ dead_at: at, problem, ...rest }) => ({
    ...rest,
    error: problem ?? '',
    at: at ?? new Date(0),
  }));
}

/**
 * Puts all dead events back in their places, for any process to take over. Resolves to their
 * number.
 */
export async function reviveDeadEvents(db: Kysely<Database>): Promise<number> {
  const revived = await db
    .updateTable('inbox')
    .set({ dead_at: null, problem: null, attempts: 0, owner: '', lease_until: sql<Date>`now()` })
    .where('dead_at', 'is not', null)
    .returning('seq')
    .execute();
  return revived.length;
}
