import type { HelpdeskMessage } from '../../ports/channel.ts';

export const HELPDESK_POSTS = 'desk-posts';

/** What one event of a ticket posts in one desk, in order. Processed as one job. */
export interface HelpdeskPostJob {
  readonly desk: string;
  /** Number of the ticket, such as `SP-1001`. */
  readonly ticket: string;
  readonly items: readonly HelpdeskPostItem[];
}

export type HelpdeskPostItem = Pick<HelpdeskMessage, 'id' | 'reply'>;

/** Posts of one ticket in one desk stay in order, without delaying those of other tickets. */
export function helpdeskPostKey({
  desk,
  ticket,
}: Pick<HelpdeskPostJob, 'desk' | 'ticket'>): string {
  return `${desk}/${ticket}`;
}
