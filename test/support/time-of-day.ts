/**
 * A time of day that a test may set: `Date` in this process, and with it the embedded database's
 * clock, is ahead of the real one by `aheadMs`. Timers and `performance.now()` go on as ever. Call
 * `restore` at the end.
 */
export interface TimeOfDay {
  aheadMs: number;
  restore(): void;
}

export function takeTimeOfDay(): TimeOfDay {
  const real = globalThis.Date;
  const time: TimeOfDay = {
    aheadMs: 0,
    restore() {
      globalThis.Date = real;
    },
  };
  const now = () => real.now() + time.aheadMs;
  globalThis.Date = new Proxy(real, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  return time;
}
