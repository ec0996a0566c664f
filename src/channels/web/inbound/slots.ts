import { WebRefusal } from './problem.ts';

/** How much may run at once: for one session, for one client address, and for all together. */
export interface SlotLimits {
  readonly together: number;
  readonly perSession: number;
  readonly perAddress: number;
}

/** The client asking for a slot. */
export interface SlotUser {
  readonly session: string;
  readonly address: string;
  /** Bytes received from it so far. */
  readonly received: () => number;
}

/** A held slot. */
export interface Slot {
  /** Aborted if the slot is given to another upload. */
  readonly signal: AbortSignal;
  /** Called when everything has arrived: from then on the slot can't be taken away. */
  arrived(): void;
}

/** Limits concurrent work that uses much memory. */
export interface Slots {
  /** @throws WebRefusal `too-fast` if no slot can be had. */
  run<T>(user: SlotUser, work: (slot: Slot) => Promise<T>): Promise<T>;
}

/** Seconds after which a slot is likely to be free. */
export const SLOT_WAIT_SECONDS = 2;

/**
 * An upload slower than this after a moment gives way if no slot is free. Most mobile connections
 * are faster.
 */
const SLOW_BYTES_PER_SECOND = 64 * 1024;
const SLOW_AFTER_MS = 2_000;

interface Holder {
  readonly user: SlotUser;
  readonly since: number;
  readonly controller: AbortController;
  arriving: boolean;
}

/**
 * Shares slots fairly: if none is free, a newcomer takes the slot of the slowest upload among those
 * that are slow, or that come from an address that would still hold as many slots as the
 * newcomer's.
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

  /** Returns the holder that gives way to this user; null if none does. */
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
