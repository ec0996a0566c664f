import { randomUUID } from 'node:crypto';
import { releasePaceLeases, takePaceLeases } from '../store/pace-leases.ts';
import type { Store } from '../store/store.ts';

/** As long as the jobs of a process that died stay with it: see the heartbeat of `queues.ts`. */
const LEASE_SECONDS = 30;
/** A lease is renewed once it is this old, and not relied on any more a while before it runs out. */
const RENEW_AFTER_MS = 10_000;
const RELY_FOR_MS = 25_000;
/** A target that another process sends to is asked for again after this long. */
const ASK_AGAIN_MS = 5_000;

/**
 * Which targets (desks, channels of a platform) this process sends to. Their pace is kept in memory, so only one process
 * at a time may send to each: it holds the target's lease, and the others leave its jobs alone.
 */
export interface PaceLeases {
  /** Takes, renews or asks again for these targets, as far as it is time: one statement in some seconds, or none. */
  ensure(targets: readonly string[]): Promise<void>;
  /** True if this process may send to the target now. */
  has(target: string): boolean;
  /** Targets that another process sends to, as far as is known. */
  elsewhere(): readonly string[];
  /** Gives all of them to whoever asks first. */
  release(): Promise<void>;
}

/** For a database that no other process can have open. */
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
  /** When each was taken or renewed last. */
  const mine = new Map<string, number>();
  /** When each was refused last. */
  const others = new Map<string, number>();
  return {
    async ensure(targets) {
      const asked = now();
      for (const [target, at] of others) if (asked - at >= ASK_AGAIN_MS) others.delete(target);
      for (const [target, at] of mine) if (asked - at >= RELY_FOR_MS) mine.delete(target);
      const due = targets.filter((target) => !others.has(target) && !isFresh(target, asked));
      if (due.length === 0) return;
      const taken = new Set(await takePaceLeases(db, holder, due, LEASE_SECONDS));
      for (const target of due) {
        if (taken.has(target)) mine.set(target, asked);
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
