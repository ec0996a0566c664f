/** Parts of the queue. */
export const QUEUE_FILTERS = ['mine', 'unassigned', 'all'] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];
