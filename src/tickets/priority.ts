import type { IMPACTS, PRIORITIES } from './payload.ts';

export type Impact = (typeof IMPACTS)[number];
export type Priority = (typeof PRIORITIES)[number];

/** Who decides that a ticket is urgent. */
export const URGENT_BY = ['helpdesk', 'requester'] as const;
export type UrgentBy = (typeof URGENT_BY)[number];

/**
 * Returns the initial priority of a ticket, by how many people are affected; `normal` if unknown.
 */
export function priorityOf(impact: Impact | null): Priority {
  switch (impact) {
    case 'everyone':
      return 'urgent';
    case 'several':
      return 'high';
    case 'me':
    case null:
      return 'normal';
    default:
      return impact satisfies never;
  }
}
