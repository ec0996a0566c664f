import { monitorEventLoopDelay } from 'node:perf_hooks';
import { monotonicMs } from '../../concurrency/clocks.ts';

/** Measures how long this process takes between receiving an event and storing it. */
export interface LagMeter {
  /** Runs work that stores an event, and counts the time it takes. */
  measure<R>(work: () => Promise<R>): Promise<R>;
  /**
   * Returns the longest delay since the last call but one, in ms: of the event loop, plus of
   * storing an event.
   */
  recentMs(): number;
  stop(): void;
}

const RESOLUTION_MS = 20;
const NS_PER_MS = 1_000_000;

export function createLagMeter(): LagMeter {
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  let storing = 0;
  let before = 0;
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
      const now = delay + storing;
      const recent = Math.max(now, before);
      before = now;
      storing = 0;
      loop.reset();
      return recent;
    },
    stop: () => void loop.disable(),
  };
}
