import { isDeepStrictEqual } from 'node:util';
import type { Queue } from 'pg-boss';
import { MESSAGE_QUEUES } from '../store/jobs/message-job.ts';
import type { Store } from '../store/store.ts';
import { activeJobs } from '../store/untried-jobs.ts';
import { TICKET_DELIVERIES } from './ticket-deliveries.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Waiting, retrying and giving up are decided here, not by the queue: a job that the queue itself
 * marked as failed would block its conversation for good. A job of a process that died comes back
 * when its heartbeat is missed.
 */
const SETTINGS = {
  retryLimit: 1_000_000,
  retryDelay: 0,
  heartbeatSeconds: 30,
  expireInSeconds: 60 * 60,
  retentionSeconds: YEAR_SECONDS,
} satisfies Partial<Queue>;

/**
 * Creates the queues. The embedded database can't be open in another process, so jobs in it that
 * look taken were taken by a process that is gone: they come back at once.
 */
export async function prepareQueues(store: Store): Promise<void> {
  await ensureQueue(store, MESSAGE_QUEUES.requester, SETTINGS, {
    policy: 'key_strict_fifo',
    partition: true,
  });
  await ensureQueue(store, TICKET_DELIVERIES, SETTINGS);
  await ensureQueue(store, MESSAGE_QUEUES.agent, SETTINGS, { policy: 'key_strict_fifo' });
  if (store.kind === 'postgres') return;
  for (const queue of [MESSAGE_QUEUES.requester, TICKET_DELIVERIES, MESSAGE_QUEUES.agent]) {
    const ids = await activeJobs(store.db, queue);
    if (ids.length > 0) await store.jobs.fail(queue, [...ids]);
  }
}

/** Checks first, because creating or changing a queue that is already right would take longer. */
async function ensureQueue(
  store: Store,
  name: string,
  settings: typeof SETTINGS,
  nature: Pick<Queue, 'policy' | 'partition'> = {},
): Promise<void> {
  const queue = await store.jobs.getQueue(name);
  if (queue === null) await store.jobs.createQueue(name, { ...settings, ...nature });
  else if (!isDeepStrictEqual({ ...queue, ...settings }, { ...queue }))
    await store.jobs.updateQueue(name, settings);
}
