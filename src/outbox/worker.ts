import type { Job } from 'pg-boss';
import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import { isDatabaseUnavailable } from '../store/database-failure.ts';
import { logFailure } from '../store/log-failure.ts';
import type { Store } from '../store/store.ts';
import { putBackUntried } from '../store/untried-jobs.ts';
import type { PaceLeases } from './pace-leases.ts';

const POLL_MS = 1000;

/** Maximum time between two fetches while there is work. */
const MAX_PAUSE_MS = 20;

/** Well below the queues' `heartbeatSeconds`. */
const HEARTBEAT_MS = 10_000;

/**
 * Jobs of one group held at a time: enough that its target never idles between two of them, few
 * enough that a new job with a higher priority doesn't wait long.
 */
const GROUP_HELD = 4;

export interface Worker {
  /**
   * Fetches jobs now. Call it when jobs were created; those of other processes are found within a
   * second.
   */
  kick(): void;
  /** Continues until nothing is ready or time is up, then takes no more. */
  drain(timeoutMs: number): Promise<void>;
  /**
   * After the drain, when nothing can be sent anymore: puts back the jobs that still wait for their
   * turn, as if never tried.
   */
  handOver(): Promise<void>;
}

export interface WorkerOptions<T> {
  readonly store: Pick<Store, 'db' | 'jobs' | 'claims'>;
  readonly queue: string;
  /**
   * Jobs taken in one fetch. Twice as many are held at a time, each handled on its own, so that a
   * slow job delays no other. Jobs of a group wait for the pace of a shared target, so they count
   * only within their group.
   */
  readonly batch: number;
  /**
   * Does the job and settles it: deletes it or puts it back. If this rejects, the job comes again.
   */
  readonly handle: (job: Job<T>) => Promise<void>;
  readonly leases: PaceLeases;
  /**
   * Of the jobs in one fetch, the lowest starts first; if left out, they start in the order they
   * arrive.
   */
  readonly rank?: (data: T) => number;
  /** Groups known in advance. */
  readonly groups?: () => readonly string[];
  readonly log: Log;
}

/** Takes jobs from a queue as long as the process runs. */
export function startWorker<T>(options: WorkerOptions<T>): Worker {
  const {
    store: { db, jobs, claims },
    queue,
    batch,
    handle,
    leases,
    rank = () => 0,
    groups = () => [],
    log,
  } = options;
  const held = new Map<string, { readonly job: Job<T>; readonly done: Promise<void> }>();
  let restUntil = 0;
  let wanted = false;
  let stopped = false;
  let fetching: Promise<void> | null = null;
  const poll = setInterval(kick, POLL_MS).unref();
  const heartbeat = setInterval(beat, HEARTBEAT_MS).unref();
  return { kick, drain, handOver };

  function kick(): void {
    wanted = true;
    fetching ??= fetchWanted()
      .catch((error: unknown) => {
        // The store logs an outage once; logging it here would add a line per second for each
        // queue.
        if (isDatabaseUnavailable(error)) return;
        log.error({ queue, ...failureFields(error) }, 'outbox: job fetch failed');
      })
      .finally(() => {
        fetching = null;
      });
  }

  async function fetchWanted(): Promise<void> {
    while (wanted && !stopped && heldBy(null) <= batch) {
      await sleep(restUntil - performance.now());
      wanted = false;
      const began = performance.now();
      await leases.ensure([...groups(), ...heldGroups()]);
      const ignoreGroups = [
        ...leases.elsewhere(),
        ...heldGroups().filter((group) => heldBy(group) >= GROUP_HELD),
      ];
      const taken = await jobs.fetch<T>(queue, {
        ...claims,
        batchSize: batch,
        ...(ignoreGroups.length > 0 && { ignoreGroups }),
      });
      // Pauses as long as the fetch took: a lone job is taken at once, and on a busy database many
      // are taken together.
      restUntil = 2 * performance.now() - began;
      const mine = await ours(taken);
      for (const job of mine.toSorted((one, other) => rank(one.data) - rank(other.data))) hold(job);
      wanted ||= taken.length === batch;
    }
  }

  /**
   * Returns the jobs that belong to this process; puts jobs back untouched if another process sends
   * to their target.
   */
  async function ours(taken: readonly Job<T>[]): Promise<readonly Job<T>[]> {
    await leases.ensure([...new Set(taken.flatMap(({ groupId }) => groupId ?? []))]);
    const others = taken.filter(({ groupId }) => groupId && !leases.has(groupId));
    await putBack(others);
    return taken.filter((job) => !others.includes(job));
  }

  /** Doesn't count as an attempt: no platform was asked to take them. */
  async function putBack(untried: readonly Job<T>[]): Promise<void> {
    const ids = untried.map(({ id }) => id);
    if (ids.length > 0) await putBackUntried(db, queue, ids);
  }

  function heldBy(group: string | null): number {
    return [...held.values()].filter(({ job: { groupId = null } }) => groupId === group).length;
  }

  function heldGroups(): string[] {
    return [...new Set([...held.values()].flatMap(({ job }) => job.groupId ?? []))];
  }

  /**
   * A job can arrive a second time while it is still being handled: the queue takes its claim for
   * dead if the clock jumps forward. The second run waits for the first and finds its outcome
   * stored, so that nothing is sent twice.
   */
  function hold(job: Job<T>): void {
    const earlier = held.get(job.id)?.done ?? null;
    const done = (earlier === null ? handle(job) : earlier.then(() => handle(job)))
      .catch((error: unknown) => giveBack(job, error))
      .finally(() => {
        if (held.get(job.id)?.job === job) held.delete(job.id);
        // The next job of the same key was waiting for this one.
        kick();
      });
    held.set(job.id, { job, done });
  }

  async function giveBack(job: Job<T>, error: unknown): Promise<void> {
    // The database may be closed after the drain; the next start finds the job.
    if (stopped) return;
    logFailure(log, { queue, job: job.id }, error, 'outbox: job failed, retry scheduled');
    await jobs.fail(queue, job).catch(() => {
      // The database can't be reached; the missing heartbeat will free the job.
    });
  }

  function beat(): void {
    if (held.size === 0) return;
    const claimed = [...held.values()].map(({ job }) => job);
    jobs.touch(queue, claimed, claims).catch((error: unknown) => {
      log.warn({ queue, ...failureFields(error) }, 'outbox: heartbeat failed');
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
      await Promise.race([
        deadline.promise,
        ...(fetching === null ? [] : [fetching]),
        ...[...held.values()].map(({ done }) => done),
      ]);
    }
    stopped = true;
    clearTimeout(timer);
    clearInterval(heartbeat);
    await fetching;
  }

  async function handOver(): Promise<void> {
    await putBack([...held.values()].map(({ job }) => job).filter(({ groupId }) => groupId));
  }
}

async function sleep(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(ms, MAX_PAUSE_MS)));
}
