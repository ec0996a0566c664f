import { LRUCache } from 'lru-cache';
import { WEB_LIMITS } from '../limits.ts';

interface Bucket {
  readonly tokens: number;
  /** Monotonic time, in ms. */
  readonly at: number;
}

/** Events a session may send at once, and how many it earns back per second. */
export interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

/** Limits how fast each session may send events. */
export interface Pacer {
  /**
   * Takes one event at `now` (ms of a monotonic clock); returns the seconds to wait, 0 if it may
   * proceed at once.
   */
  take(conversation: string, now: number): number;
}

/** Creates a token bucket for each session, forgetting the longest idle beyond `pacedSessions`. */
export function createPacer(limits: Pace = WEB_LIMITS): Pacer {
  const paces = new LRUCache<string, Bucket>({ max: WEB_LIMITS.pacedSessions });
  return {
    take(conversation, now) {
      const last = paces.get(conversation) ?? { tokens: limits.burst, at: now };
      const earned = (Math.max(0, now - last.at) / 1000) * limits.perSecond;
      const tokens = Math.min(limits.burst, last.tokens + earned);
      const taken = tokens >= 1;
      paces.set(conversation, { tokens: taken ? tokens - 1 : tokens, at: now });
      return taken ? 0 : Math.ceil((1 - tokens) / limits.perSecond);
    },
  };
}
