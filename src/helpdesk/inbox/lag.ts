import { monitorEventLoopDelay } from 'node:perf_hooks';
import { monotonicMs } from '../../concurrency/clocks.ts';

/** Measures how long this process takes between receiving an event and storing it. */
export interface LagMeter {
  /** Runs work that stores an event, and counts the time it takes. */
  measure<R>(work: () => Promise<R>): Promise<R>;
  /**
   * Returns the longest recent delay in ms: of the event loop, plus of storing an event. A delay
   * counts a fifth less with each call, because what happened once soon happens again.
   */
  recentMs(): number;
  stop(): void;
}

const RESOLUTION_MS = 20;
const DECAY = 0.8;
const NS_PER_MS = 1_000_000;

export function createLagMeter(): LagMeter {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  let storing = 0;
  let recent = 0;
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
      recent = Math.max(delay + storing, recent * DECAY);
      storing = 0;
      loop.reset();
      return recent;
    },
    stop: () => void loop.disable(),
  };
}
