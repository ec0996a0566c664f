/**
 * Two clocks, both in ms. `now` is the time of day: it dates what is stored and checks dates set by
 * others, and it may be set forward or back at any moment. `elapsedMs` only runs forward, from an
 * arbitrary start: it measures everything that is paced, limited or cached.
 */
export interface Clocks {
  readonly now: () => number;
  readonly elapsedMs: () => number;
}

/** Returns the clocks of this machine; a `now` given by a test moves both. */
export function clocksFrom({ now }: { readonly now?: (() => number) | undefined }): Clocks {
  return now === undefined ? { now: Date.now, elapsedMs: monotonicMs } : { now, elapsedMs: now };
}

/** Milliseconds of this process, regardless of changes to the time of day. */
export function monotonicMs(): number {
  return performance.now();
}
