import { DeliveryError } from '../channel.ts';
import type { Window } from './limits.ts';

export interface Pacing {
  readonly windows: readonly Window[];
  /** Longer than this nothing is held back in memory: the outbox is told to come again. */
  readonly patienceMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Lets one message through; resolves when it may be sent. */
export type Pace = (thread: string) => Promise<void>;

const THREADS_REMEMBERED = 10_000;

/**
 * Spaces messages so that no thread exceeds its windows. Slots are given out in the order of the calls, so that order
 * is kept. Rejects with a `throttled` DeliveryError where the wait would exceed the patience.
 */
export function createPace(pacing: Pacing): Pace {
  const slots = new Map<string, number[]>();
  const longest = Math.max(0, ...pacing.windows.map((window) => window.windowMs));

  return async (thread) => {
    const now = pacing.now();
    if (slots.size >= THREADS_REMEMBERED) forgetIdle(slots, now - longest);
    const taken = (slots.get(thread) ?? []).filter((at) => at > now - longest);
    const slot = nextSlot(taken, now, pacing.windows);
    const wait = slot - now;
    if (wait > pacing.patienceMs) {
      throw new DeliveryError('throttled', `Teams takes no more messages in this thread for ${wait} ms`, {
        retryAfterMs: wait,
      });
    }
    slots.set(thread, [...taken, slot]);
    if (wait > 0) await pacing.sleep(wait);
  };
}

/** The earliest time (ms) from `now` on at which one more message exceeds no window. `taken` is in ascending order. */
export function nextSlot(taken: readonly number[], now: number, windows: readonly Window[]): number {
  let slot = Math.max(now, taken.at(-1) ?? now);
  for (const { windowMs, messages } of windows) {
    const oldest = taken.at(-messages);
    if (oldest !== undefined) slot = Math.max(slot, oldest + windowMs);
  }
  return slot;
}

function forgetIdle(slots: Map<string, number[]>, before: number): void {
  for (const [thread, taken] of slots) {
    if ((taken.at(-1) ?? 0) < before) slots.delete(thread);
  }
}
