import { WEB_LIMITS } from '../limits.ts';

interface Bucket {
  readonly tokens: number;
  /** By a monotonic clock, in ms. */
  readonly at: number;
}

/** Events a session may send at once, and how many a second it earns back. */
export interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

/** How fast each session may send events. */
export interface Pacer {
  /** Takes one event's worth at `now` (ms of a monotonic clock); gives how many seconds to wait, 0 where it may go on at once. */
  take(conversation: string, now: number): number;
}

/** A token bucket for each session, forgetting the longest idle beyond `pacedSessions`. */
export function createPacer(limits: Pace = WEB_LIMITS): Pacer {
  const paces = new Map<string, Bucket>();
  return {
    take(conversation, now) {
      const last = paces.get(conversation) ?? { tokens: limits.burst, at: now };
      const earned = (Math.max(0, now - last.at) / 1000) * limits.perSecond;
      const tokens = Math.min(limits.burst, last.tokens + earned);
      const taken = tokens >= 1;
      // Re-inserted, so that the map's order is from longest idle to latest.
      paces.delete(conversation);
      paces.set(conversation, { tokens: taken ? tokens - 1 : tokens, at: now });
      forgetIdle(paces);
      return taken ? 0 : Math.ceil((1 - tokens) / limits.perSecond);
    },
  };
}

function forgetIdle(paces: Map<string, Bucket>): void {
  const [maxIdle] = paces.keys();
  if (paces.size > WEB_LIMITS.pacedSessions && maxIdle !== undefined) paces.delete(maxIdle);
}
