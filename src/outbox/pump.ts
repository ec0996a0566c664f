import type { Job } from 'pg-boss';
import type { Log } from '../log.ts';
import { isDatabaseUnavailable } from '../store/database-failure.ts';
import type { Store } from '../store/open-store.ts';
import { failureFields } from './failure.ts';

const POLL_MS = 1000;

/** Most time between two looks while there is work. */
const MOST_PAUSE_MS = 20;

/** Well within the queues' `heartbeatSeconds`. */
const HEARTBEAT_MS = 10_000;

export interface Pump {
  /** Looks for jobs now. Call it when some were made; those of other processes are found within a second. */
  kick(): void;
  /** Goes on until nothing is ready or the time is over, then takes no more. */
  drain(timeoutMs: number): Promise<void>;
}

export interface PumpOptions<T> {
  readonly store: Pick<Store, 'jobs' | 'claims'>;
  readonly queue: string;
  /** Jobs taken in one look. Twice as many are held at a time, each on its own, so that a slow one delays no other. */
  readonly batch: number;
  /** Does the job and settles it: deletes it, or puts it back. Where it rejects, the job comes again. */
  readonly handle: (job: Job<T>) => Promise<void>;
  readonly log: Log;
}

/** Takes jobs from a queue as long as the process runs. */
export function startPump<T>({ store, queue, batch, handle, log }: PumpOptions<T>): Pump {
  const { jobs, claims } = store;
  const held = new Map<Job<T>, Promise<void>>();
  let restUntil = 0;
  let wanted = false;
  let stopped = false;
  let fetching: Promise<void> | null = null;
  const poll = setInterval(kick, POLL_MS).unref();
  const heartbeat = setInterval(beat, HEARTBEAT_MS).unref();
  return { kick, drain };

  function kick(): void {
    wanted = true;
    fetching ??= fetchWanted()
      .catch((error: unknown) => {
        // The store logs an outage once; here it would be a line a second for each queue.
        if (isDatabaseUnavailable(error)) return;
        log.error({ queue, ...failureFields(error) }, 'jobs cannot be fetched');
      })
      .finally(() => {
        fetching = null;
      });
  }

  async function fetchWanted(): Promise<void> {
    while (wanted && !stopped && held.size <= batch) {
      await sleep(restUntil - performance.now());
      wanted = false;
      const began = performance.now();
      const taken = await jobs.fetch<T>(queue, { ...claims, batchSize: batch });
      // Rest as long as the look took: a lone job is taken at once, and on a busy database many are taken together.
      restUntil = 2 * performance.now() - began;
      for (const job of taken) hold(job);
      wanted ||= taken.length === batch;
    }
  }

  function hold(job: Job<T>): void {
    const done = handle(job)
      .catch((error: unknown) => giveBack(job, error))
      .finally(() => {
        held.delete(job);
        // The next one of the same key waited for this one.
        kick();
      });
    held.set(job, done);
  }

  async function giveBack(job: Job<T>, error: unknown): Promise<void> {
    // After the drain the database may be closed; the next start finds the job.
    if (stopped) return;
    log.error({ queue, job: job.id, ...failureFields(error) }, 'a job broke off; it comes again');
    await jobs.fail(queue, job).catch(() => {
      // The database is out of reach; the missing heartbeat will free the job.
    });
  }

  function beat(): void {
    if (held.size === 0) return;
    jobs.touch(queue, [...held.keys()], claims).catch((error: unknown) => {
      log.warn({ queue, ...failureFields(error) }, 'a heartbeat was missed');
    });
  }

  async function drain(timeoutMs: number): Promise<void> {
    clearInterval(poll);
    const deadline = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      stopped = true;
      deadline.resolve();
    }, timeoutMs);
    kick();
    while (!stopped && (fetching !== null || held.size > 0)) {
      await Promise.race([deadline.promise, ...(fetching === null ? [] : [fetching]), ...held.values()]);
    }
    stopped = true;
    clearTimeout(timer);
    clearInterval(heartbeat);
    await fetching;
  }
}

async function sleep(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(ms, MOST_PAUSE_MS)));
}
