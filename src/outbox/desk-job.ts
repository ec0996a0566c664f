import type { DeskOutgoing } from '../channels/channel.ts';

export const DESK_POSTS = 'desk-posts';

/** What one event of a ticket posts in one desk, in order; one job. */
export interface DeskJob {
  readonly desk: string;
  /** Number of the ticket, such as `SP-1001`. */
  readonly ticket: string;
  readonly items: readonly DeskItem[];
}

export type DeskItem = Pick<DeskOutgoing, 'id' | 'reply'>;

/** Posts of one ticket in one desk keep their order; those of others are not held up by them. */
export function deskJobKey({ desk, ticket }: Pick<DeskJob, 'desk' | 'ticket'>): string {
  return `${desk}/${ticket}`;
}
