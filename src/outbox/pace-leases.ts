import { randomUUID } from 'node:crypto';
import { releasePaceLeases, takePaceLeases } from '../store/pace-leases.ts';
import type { Store } from '../store/store.ts';

/** As long as the jobs of a dead process stay claimed: see the heartbeat of `queues.ts`. */
const LEASE_SECONDS = 30;
/** A lease is renewed at this age, and no longer relied on shortly before it expires. */
const RENEW_AFTER_MS = 10_000;
const RELY_FOR_MS = 25_000;
/** Interval between requests for a target that another process sends to. */
const ASK_AGAIN_MS = 5_000;

/**
 * The targets (desks, channels of a platform) this process sends to. Their pace is kept in memory,
 * so only one process at a time may send to each: it holds the target's lease, and the others leave
 * the target's jobs alone.
 */
export interface PaceLeases {
  /**
   * Takes, renews or requests the leases of these targets, if due: one statement every few seconds,
   * or none.
   */
  ensure(targets: readonly string[]): Promise<void>;
  /** True if this process may send to the target now. */
  has(target: string): boolean;
  /** Targets that another process is known to send to. */
  elsewhere(): readonly string[];
  /** Releases all leases to the next process that asks. */
  release(): Promise<void>;
}

/** For a database that no other process can open. */
export const ALL_TARGETS: PaceLeases = {
  ensure: async () => {},
  has: () => true,
  elsewhere: () => [],
  release: async () => {},
};

export function createPaceLeases(
  { db }: Pick<Store, 'db'>,
  now: () => number = () => performance.now(),
): PaceLeases {
  const holder = randomUUID();
  /** When each lease was taken or last renewed. */
  const mine = new Map<string, number>();
  /** When each lease was last refused. */
  const others = new Map<string, number>();
  return {
    async ensure(targets) {
      const requestedAt = now();
      for (const [target, at] of others)
        if (requestedAt - at >= ASK_AGAIN_MS) others.delete(target);
      for (const [target, at] of mine) if (requestedAt - at >= RELY_FOR_MS) mine.delete(target);
      const due = targets.filter((target) => !others.has(target) && !isFresh(target, requestedAt));
      if (due.length === 0) return;
      const taken = new Set(await takePaceLeases(db, holder, due, LEASE_SECONDS));
      for (const target of due) {
        if (taken.has(target)) mine.set(target, requestedAt);
        else others.set(target, now());
        if (!taken.has(target)) mine.delete(target);
      }
    },
    has: (target) => now() - (mine.get(target) ?? Number.NEGATIVE_INFINITY) < RELY_FOR_MS,
    elsewhere: () => [...others.keys()],
    async release() {
      if (mine.size === 0) return;
      mine.clear();
      await releasePaceLeases(db, holder);
    },
  };

  function isFresh(target: string, at: number): boolean {
    return at - (mine.get(target) ?? Number.NEGATIVE_INFINITY) < RENEW_AFTER_MS;
  }
}
