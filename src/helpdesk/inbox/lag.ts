import { monitorEventLoopDelay } from 'node:perf_hooks';
import { monotonicMs } from '../../concurrency/clocks.ts';

/** Measures how long this process takes between receiving an event and storing it. */
export interface LagMeter {
  /** Runs work that stores an event, and counts the time it takes. */
  measure<R>(work: () => Promise<R>): Promise<R>;
  /**
   * Returns the longest recent delay in ms: of the event loop, plus of storing an event. A delay
   * counts a fifth less every 1.2 s, because what happened once soon happens again.
   */
  recentMs(): number;
  /** Forgets all delays so far. */
  reset(): void;
  stop(): void;
}

const RESOLUTION_MS = 20;
const DECAY = 0.8;
const DECAY_MS = 1_200;
const NS_PER_MS = 1_000_000;

export function createLagMeter(): LagMeter {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  let storing = 0;
  let recent = 0;
  let askedAt = monotonicMs();
  return {
    async measure(work) {
      const began = monotonicMs();
      try {
        return await work();
      } finally {
        storing = Math.max(storing, monotonicMs() - began);
      }
    },
    recentMs() {
      const delay = loop.count === 0 ? 0 : Math.max(loop.max / NS_PER_MS - RESOLUTION_MS, 0);
      const now = monotonicMs();
      recent = Math.max(delay + storing, recent * DECAY ** ((now - askedAt) / DECAY_MS));
      askedAt = now;
      storing = 0;
      loop.reset();
      return recent;
    },
    reset() {
      storing = 0;
      recent = 0;
      loop.reset();
    },
    stop: () => void loop.disable(),
  };
}
