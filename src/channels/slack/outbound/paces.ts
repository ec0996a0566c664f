import { setTimeout as sleep } from 'node:timers/promises';
import { createPace, type Pace, type Window } from '../../../concurrency/rate-limit.ts';
import { SLACK_RATES } from '../limits.ts';

export interface PacesSettings {
  /** Interval between two messages in one channel; Slack's rates if omitted, none if 0. */
  readonly intervalMs: number | undefined;
  /** Monotonic clock, in ms. */
  readonly elapsedMs: () => number;
  /** Aborted when nothing may be sent anymore. */
  readonly ending: AbortSignal | undefined;
}

/**
 * Creates the rate limiters for the whole process: a desk and a requester may be in the same
 * channel.
 */
export function createPaces({ intervalMs, elapsedMs: now, ending }: PacesSettings): {
  readonly pace: Pace;
  readonly changes: Pace;
} {
  const rest = async (ms: number) => void (await sleep(ms, undefined, { ref: false }));
  const windows = (rates: readonly Window[]) => (intervalMs === 0 ? [] : rates);
  const messages =
    intervalMs === undefined ? SLACK_RATES.messages : [{ windowMs: intervalMs, messages: 1 }];
  return {
    pace: createPace({ windows: windows(messages), now, sleep: rest, ending }),
    changes: createPace({ windows: windows(SLACK_RATES.changes), now, sleep: rest, ending }),
  };
}
