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
  return new QueueWorker(options);
}

interface HeldJob<T> {
  readonly job: Job<T>;
  readonly done: Promise<void>;
}

class QueueWorker<T> implements Worker {
  readonly #options: WorkerOptions<T>;
  readonly #held = new Map<string, HeldJob<T>>();
  #restUntil = 0;
  /** True if a fetch is due: a `kick` arrived, or the last fetch was full. */
  #isDue = false;
  #isStopped = false;
  #fetching: Promise<void> | null = null;
  readonly #poll: NodeJS.Timeout;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(options: WorkerOptions<T>) {
    this.#options = options;
    this.#poll = setInterval(() => this.kick(), POLL_MS).unref();
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
  }

  kick(): void {
    const { queue, log } = this.#options;
    this.#isDue = true;
    this.#fetching ??= this.#fetchDue()
      .catch((error: unknown) => {
        // The store logs an outage once; logging it here would add a line per second for each
        // queue.
        if (isDatabaseUnavailable(error)) return;
        log.error({ queue, ...failureFields(error) }, 'outbox: job fetch failed');
      })
      .finally(() => {
        this.#fetching = null;
      });
  }

  async drain(timeoutMs: number): Promise<void> {
    clearInterval(this.#poll);
    const deadline = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#isStopped = true;
      deadline.resolve();
    }, timeoutMs);
    this.kick();
    while (!this.#isStopped && (this.#fetching !== null || this.#held.size > 0)) {
      await Promise.race([
        deadline.promise,
        ...(this.#fetching === null ? [] : [this.#fetching]),
        ...[...this.#held.values()].map(({ done }) => done),
      ]);
    }
    this.#isStopped = true;
    clearTimeout(timer);
    clearInterval(this.#heartbeat);
    await this.#fetching;
  }

  async handOver(): Promise<void> {
    await this.#putBack(this.#heldJobs().filter(({ groupId }) => groupId));
  }

  async #fetchDue(): Promise<void> {
    const { store, queue, batch, leases, rank = () => 0, groups = () => [] } = this.#options;
    const { jobs, claims } = store;
    while (this.#isDue && !this.#isStopped && this.#heldBy(null) <= batch) {
      await sleep(this.#restUntil - performance.now());
      this.#isDue = false;
      const began = performance.now();
      await leases.ensure([...groups(), ...this.#heldGroups()]);
      const ignoreGroups = [
        ...leases.elsewhere(),
        ...this.#heldGroups().filter((group) => this.#heldBy(group) >= GROUP_HELD),
      ];
      const taken = await jobs.fetch<T>(queue, {
        ...claims,
        batchSize: batch,
        ...(ignoreGroups.length > 0 && { ignoreGroups }),
      });
      // Pauses as long as the fetch took: a lone job is taken at once, and on a busy database many
      // are taken together.
      this.#restUntil = 2 * performance.now() - began;
      const mine = await this.#ours(taken);
      for (const job of mine.toSorted((one, other) => rank(one.data) - rank(other.data)))
        this.#hold(job);
      this.#isDue ||= taken.length === batch;
    }
  }

  /**
   * Returns the jobs that belong to this process; puts jobs back untouched if another process sends
   * to their target.
   */
  async #ours(taken: readonly Job<T>[]): Promise<readonly Job<T>[]> {
    const { leases } = this.#options;
    await leases.ensure([...new Set(taken.flatMap(({ groupId }) => groupId ?? []))]);
    const others = taken.filter(({ groupId }) => groupId && !leases.has(groupId));
    await this.#putBack(others);
    return taken.filter((job) => !others.includes(job));
  }

  /** Doesn't count as an attempt: no platform was asked to take them. */
  async #putBack(untried: readonly Job<T>[]): Promise<void> {
    const { store, queue } = this.#options;
    const ids = untried.map(({ id }) => id);
    if (ids.length > 0) await putBackUntried(store.db, queue, ids);
  }

  #heldJobs(): readonly Job<T>[] {
    return [...this.#held.values()].map(({ job }) => job);
  }

  #heldBy(group: string | null): number {
    return this.#heldJobs().filter(({ groupId = null }) => groupId === group).length;
  }

  #heldGroups(): readonly string[] {
    return [...new Set(this.#heldJobs().flatMap(({ groupId }) => groupId ?? []))];
  }

  /**
   * A job can arrive a second time while it is still being handled: the queue takes its claim for
   * dead if the clock jumps forward. The second run waits for the first and finds its outcome
   * stored, so that nothing is sent twice.
   */
  #hold(job: Job<T>): void {
    const { handle } = this.#options;
    const earlier = this.#held.get(job.id)?.done ?? null;
    const done = (earlier === null ? handle(job) : earlier.then(() => handle(job)))
      .catch((error: unknown) => this.#retryLater(job, error))
      .finally(() => {
        if (this.#held.get(job.id)?.job === job) this.#held.delete(job.id);
        // The next job of the same key was waiting for this one.
        this.kick();
      });
    this.#held.set(job.id, { job, done });
  }

  async #retryLater(job: Job<T>, error: unknown): Promise<void> {
    // The database may be closed after the drain; the next start finds the job.
    if (this.#isStopped) return;
    const { store, queue, log } = this.#options;
    logFailure(log, { queue, job: job.id }, error, 'outbox: job failed, retry scheduled');
    await store.jobs.fail(queue, job).catch(() => {
      // The database can't be reached; the missing heartbeat will free the job.
    });
  }

  #beat(): void {
    if (this.#held.size === 0) return;
    const { store, queue, log } = this.#options;
    store.jobs.touch(queue, [...this.#heldJobs()], store.claims).catch((error: unknown) => {
      log.warn({ queue, ...failureFields(error) }, 'outbox: heartbeat failed');
    });
  }
}

async function sleep(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(ms, MAX_PAUSE_MS)));
}
