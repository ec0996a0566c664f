import { WebRefusal } from './problem.ts';

/** How much may go on at once: for one session, for one client address, and for all together. */
export interface SlotLimits {
  readonly together: number;
  readonly perSession: number;
  readonly perAddress: number;
}

/** Who asks for a slot. */
export interface SlotUser {
  readonly session: string;
  readonly address: string;
  /** Bytes that have come from them so far. */
  readonly received: () => number;
}

/** A slot while it is held. */
export interface Slot {
  /** Aborted if the slot is given to somebody else. */
  readonly signal: AbortSignal;
  /** Everything has arrived: from now on nobody else gets the slot. */
  arrived(): void;
}

/** Bounds work that holds much memory while it lasts. */
export interface Slots {
  /** @throws WebRefusal `too-fast` if no slot can be had. */
  run<T>(user: SlotUser, work: (slot: Slot) => Promise<T>): Promise<T>;
}

/** Seconds after which a slot is likely to be free. */
export const SLOT_WAIT_SECONDS = 2;

/** Slower than this after a moment, an upload gives way if no slot is free. Most mobile connections are faster. */
const SLOW_BYTES_PER_SECOND = 64 * 1024;
const SLOW_AFTER_MS = 2_000;

interface Holder {
  readonly user: SlotUser;
  readonly since: number;
  readonly controller: AbortController;
  arriving: boolean;
}

/**
 * Slots are shared fairly: if none is free, a newcomer takes that of the slowest upload among those that are slow, or
 * that come from an address which would still hold as many slots as the newcomer's.
 */
export function createSlots(limits: SlotLimits, now: () => number = Date.now): Slots {
  const holders = new Set<Holder>();

  function heldBy(address: string): number {
    return [...holders].filter(({ user }) => user.address === address).length;
  }

  function rateOf({ user, since }: Holder): number {
    return user.received() / Math.max(1, (now() - since) / 1000);
  }

  function isSlow(holder: Holder): boolean {
    return now() - holder.since >= SLOW_AFTER_MS && rateOf(holder) < SLOW_BYTES_PER_SECOND;
  }

  /** The holder that gives way to this user; null if nobody does. */
  function giver({ address }: SlotUser): Holder | null {
    const own = heldBy(address);
    const candidates = [...holders].filter((holder) => {
      if (!holder.arriving) return false;
      if (own >= limits.perAddress) return holder.user.address === address && isSlow(holder);
      return isSlow(holder) || heldBy(holder.user.address) > own + 1;
    });
    return candidates.sort((one, other) => rateOf(one) - rateOf(other))[0] ?? null;
  }

  function makeRoom(user: SlotUser): void {
    const own = [...holders].filter((holder) => holder.user.session === user.session);
    if (own.length >= limits.perSession) throw tooFast();
    if (holders.size < limits.together && heldBy(user.address) < limits.perAddress) return;
    const holder = giver(user);
    if (holder === null) throw tooFast();
    holders.delete(holder);
    holder.controller.abort();
  }

  return {
    async run(user, work) {
      makeRoom(user);
      const controller = new AbortController();
      const holder: Holder = { user, since: now(), controller, arriving: true };
      holders.add(holder);
      try {
        return await work({
          signal: controller.signal,
          arrived: () => {
            holder.arriving = false;
          },
        });
      } finally {
        holders.delete(holder);
      }
    },
  };
}

function tooFast(): WebRefusal {
  return new WebRefusal('too-fast', { retryAfterSeconds: SLOT_WAIT_SECONDS });
}
