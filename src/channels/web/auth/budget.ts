import { LRUCache } from 'lru-cache';
import type { WebLimit } from '../../../config/web.ts';

/**
 * Client addresses remembered; beyond this, the longest idle is forgotten. About 2 MB for each
 * budget.
 */
export const MAX_ADDRESSES = 10_000;

const ROUNDING = 1e-6;

/** The limit that was reached, and when to retry. */
export interface Refused {
  /** Whether this address has used up its share, or all together have used up the budget. */
  readonly by: 'address' | 'all';
  readonly waitSeconds: number;
}

/**
 * An amount that each client address, and all of them together, may use; it refills evenly over a
 * period.
 */
export interface Budget {
  /** Takes an amount at `now` (ms), or takes nothing and says why. */
  take(address: string, amount: number, now: number): Refused | null;
  /** Number of addresses remembered. */
  readonly size: number;
}

interface Bucket {
  readonly left: number;
  /** ms since the epoch. */
  readonly at: number;
}

export function createBudget(limit: WebLimit, periodMs: number): Budget {
  const { perAddress, inAll } = limit;
  const buckets = new LRUCache<string, Bucket>({ max: MAX_ADDRESSES });
  let all: Bucket = { left: inAll, at: 0 };

  return {
    take(address, amount, now) {
      const own = refilled(buckets.get(address) ?? { left: perAddress, at: now }, perAddress, now);
      const shared = refilled(all, inAll, now);
      const refused =
        waitFor('address', own, perAddress, amount) ?? waitFor('all', shared, inAll, amount);
      if (refused !== null) return refused;
      buckets.set(address, { left: own.left - amount, at: now });
      all = { left: shared.left - amount, at: now };
      return null;
    },
    get size() {
      return buckets.size;
    },
  };

  function refilled({ left, at }: Bucket, capacity: number, now: number): Bucket {
    if (capacity === Number.POSITIVE_INFINITY) return { left: capacity, at: now };
    const earned = (Math.max(0, now - at) / periodMs) * capacity;
    return { left: Math.min(capacity, left + earned), at: now };
  }

  function waitFor(
    by: Refused['by'],
    { left }: Bucket,
    capacity: number,
    amount: number,
  ): Refused | null {
    // An amount above the whole budget is accepted when that is full; otherwise it never would be.
    const missing = Math.min(amount, capacity) - left;
    // Arithmetic loses fractions of a second: a client that waits the stated time is admitted.
    const waitSeconds = Math.ceil(((missing / capacity) * periodMs) / 1000 - ROUNDING);
    return waitSeconds > 0 ? { by, waitSeconds } : null;
  }
}
