/**
 * Two clocks, both in ms. `now` is the time of day: it dates what is stored and checks what others have dated, and it
 * may be set forwards or back at any moment. `elapsedMs` only runs forwards, from an arbitrary start: whatever is
 * paced, limited or remembered for a while is measured by it.
 */
export interface Clocks {
  readonly now: () => number;
  readonly elapsedMs: () => number;
}

/** The clocks of this machine; `now` given by a test moves both. */
export function clocksFrom({ now }: { readonly now?: (() => number) | undefined }): Clocks {
  return now === undefined ? { now: Date.now, elapsedMs: monotonicMs } : { now, elapsedMs: now };
}

/** Milliseconds of this process, whatever the time of day is set to. */
export function monotonicMs(): number {
  return performance.now();
}
