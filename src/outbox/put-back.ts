import { fromKysely, type Job } from 'pg-boss';
import type { Store } from '../store/store.ts';

/**
 * Puts a job back, to be fetched only after the delay. It keeps its place before later jobs of its
 * key.
 */
export async function putBack(
  store: Store,
  queue: string,
  job: Pick<Job, 'id' | 'retryCount'>,
  delayMs: number,
): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    const db = fromKysely(trx);
    await store.jobs.fail(queue, { id: job.id, retryCount: job.retryCount }, null, { db });
    await store.jobs.update(queue, undefined, { id: job.id, startAfter: delayMs / 1000, db });
  });
}
