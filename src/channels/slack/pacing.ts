import { DeliveryError } from '../channel.ts';

export interface Pacing {
  /** Between two messages of one channel. */
  readonly intervalMs: number;
  /** Longer than this nothing is held back in memory: the outbox is told to come again. */
  readonly patienceMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface Pace {
  /**
   * Resolves when one more message may go to the channel, in the order of the calls. Rejects with a `throttled`
   * DeliveryError where that would take longer than the patience.
   */
  turn(channel: string): Promise<void>;
  /** Slack asked for patience: nothing more goes to the channel for so many milliseconds. */
  hold(channel: string, ms: number): void;
}

const CHANNELS_REMEMBERED = 10_000;

/**
 * Spaces messages as Slack wants it: about one a second for each channel, all threads in it together.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export function createPace({ intervalMs, patienceMs, now, sleep }: Pacing): Pace {
  /** When the next message may go. */
  const free = new Map<string, number>();

  return {
    async turn(channel) {
      const time = now();
      if (free.size >= CHANNELS_REMEMBERED) forgetPast(free, time);
      const slot = Math.max(time, free.get(channel) ?? 0);
      const wait = slot - time;
      if (wait > patienceMs) {
        throw new DeliveryError('throttled', `Slack takes no more messages in this channel for ${wait} ms`, {
          retryAfterMs: wait,
        });
      }
      free.set(channel, slot + intervalMs);
      if (wait > 0) await sleep(wait);
    },
    hold(channel, ms) {
      free.set(channel, Math.max(free.get(channel) ?? 0, now() + ms));
    },
  };
}

function forgetPast(free: Map<string, number>, time: number): void {
  for (const [channel, at] of free) if (at <= time) free.delete(channel);
}
