import type { HelpdeskMessage } from '../../ports/channel.ts';

export const HELPDESK_POSTS = 'desk-posts';

/** What one event of a ticket posts in one desk, in order; one job. */
export interface HelpdeskPostJob {
  readonly desk: string;
  /** Number of the ticket, such as `SP-1001`. */
  readonly ticket: string;
  readonly items: readonly HelpdeskPostItem[];
}

export type HelpdeskPostItem = Pick<HelpdeskMessage, 'id' | 'reply'>;

/** Posts of one ticket in one desk keep their order; those of others are not held up by them. */
export function helpdeskPostKey({
  desk,
  ticket,
}: Pick<HelpdeskPostJob, 'desk' | 'ticket'>): string {
  return `${desk}/${ticket}`;
}
