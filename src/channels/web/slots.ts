import { WebRefusal } from './problem.ts';

/** How much may go on at once: for one session, and for all together. */
export interface SlotLimits {
  readonly together: number;
  readonly perSession: number;
}

/** Bounds work that holds much memory while it lasts. */
export interface Slots {
  /** @throws WebRefusal `too-fast` where as much goes on already. */
  run<T>(session: string, work: () => Promise<T>): Promise<T>;
}

/** Seconds after which a place is likely to be free. */
const WAIT_SECONDS = 2;

export function createSlots(limits: SlotLimits): Slots {
  const taken: string[] = [];
  return {
    async run(session, work) {
      const own = taken.filter((other) => other === session).length;
      if (own >= limits.perSession || taken.length >= limits.together) {
        throw new WebRefusal('too-fast', { retryAfterSeconds: WAIT_SECONDS });
      }
      taken.push(session);
      try {
        return await work();
      } finally {
        taken.splice(taken.indexOf(session), 1);
      }
    },
  };
}
