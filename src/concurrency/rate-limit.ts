/** At most this many messages within each span of time. */
export interface Window {
  readonly windowMs: number;
  readonly messages: number;
}

export interface PaceOptions {
  /** Limits of each target; empty if sending to it isn't limited. */
  readonly windows: readonly Window[];
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Once it is aborted, no caller gets a turn anymore: callers that wait never resume. */
  readonly ending?: AbortSignal | undefined;
}

/**
 * Spaces what is sent to each target (a channel, a thread, a method), so that no rate limit of the
 * platform is exceeded.
 */
export interface Pace {
  /**
   * Resolves when one more message may go to the target, however long that takes. The lowest rank
   * goes first, then the earliest caller.
   */
  turn(target: string, rank?: number): Promise<void>;
  /**
   * Counts a message that a person is waiting for: it goes before all others, but not while the
   * target is on hold.
   */
  pass(target: string): Promise<void>;
  /**
   * Holds everything for this target for that many milliseconds, because the platform asked to
   * wait.
   */
  hold(target: string, ms: number): void;
}

interface Line {
  /** When the last messages were sent, in ascending order; only those that still count. */
  taken: readonly number[];
  heldUntil: number;
  isServed: boolean;
  readonly waiting: Waiter[];
}

interface Waiter {
  readonly rank: number;
  readonly go: () => void;
}

const MAX_TARGETS = 10_000;

/** Creates a pace with a separate queue for each target. */
export function createPace({ windows, now, sleep, ending }: PaceOptions): Pace {
  const lines = new Map<string, Line>();
  const maxMs = Math.max(0, ...windows.map(({ windowMs }) => windowMs));
  return {
    turn(target, rank = 0) {
      const line = lineOf(target);
      return new Promise((go) => {
        const place = line.waiting.findIndex((other) => other.rank > rank);
        line.waiting.splice(place === -1 ? line.waiting.length : place, 0, { rank, go });
        if (!line.isServed) void serve(line);
      });
    },
    async pass(target) {
      const line = lineOf(target);
      while (line.heldUntil > now()) await sleep(line.heldUntil - now());
      take(line, Math.max(now(), line.taken.at(-1) ?? 0));
    },
    hold(target, ms) {
      const line = lineOf(target);
      line.heldUntil = Math.max(line.heldUntil, now() + ms);
    },
  };

  /** Spaces slots exactly, however late a timer is, so that the limit is used in full. */
  async function serve(line: Line): Promise<void> {
    line.isServed = true;
    while (line.waiting.length > 0) {
      const slot = nextSlot(line.taken, Math.max(now(), line.heldUntil), windows);
      const wait = slot - now();
      if (wait > 0) await sleep(wait);
      // In the meantime the platform may have asked to wait, or another message may have gone
      // first.
      if (nextSlot(line.taken, Math.max(slot, line.heldUntil), windows) > slot) continue;
      if (ending?.aborted) return;
      take(line, slot);
      line.waiting.shift()?.go();
    }
    line.isServed = false;
  }

  function take(line: Line, slot: number): void {
    line.taken = [...line.taken.filter((at) => at > slot - maxMs), slot];
  }

  function lineOf(target: string): Line {
    const known = lines.get(target);
    if (known !== undefined) return known;
    if (lines.size >= MAX_TARGETS) forgetIdle(lines, now() - maxMs);
    const line: Line = { taken: [], heldUntil: 0, isServed: false, waiting: [] };
    lines.set(target, line);
    return line;
  }
}

/**
 * Returns the earliest time (ms) from `now` on at which one more message exceeds no window. `taken`
 * is in ascending order.
 */
export function nextSlot(
  taken: readonly number[],
  now: number,
  windows: readonly Window[],
): number {
  let slot = Math.max(now, taken.at(-1) ?? now);
  for (const { windowMs, messages } of windows) {
    const oldest = taken.at(-messages);
    if (oldest !== undefined) slot = Math.max(slot, oldest + windowMs);
  }
  return slot;
}

function forgetIdle(lines: Map<string, Line>, before: number): void {
  for (const [target, { taken, heldUntil, isServed }] of lines) {
    if (!isServed && heldUntil < before && (taken.at(-1) ?? 0) <= before) lines.delete(target);
  }
}

/**
 * Where something is sent, and its rank among messages that wait for the same target: the lowest
 * goes first.
 */
export interface PacedTarget {
  readonly target: string;
  readonly rank?: number | undefined;
}

/**
 * Calls a platform when it is this target's turn. If the platform asks to wait (an error with
 * `retryAfterMs`), the whole target is on hold while other targets go on. Rejects as the call does.
 */
export async function inTurn<T>(
  pace: Pick<Pace, 'turn' | 'hold'>,
  { target, rank }: PacedTarget,
  call: () => Promise<T>,
): Promise<T> {
  await pace.turn(target, rank);
  try {
    return await call();
  } catch (error) {
    const restMs = askedRestMs(error);
    if (restMs !== null) pace.hold(target, restMs);
    throw error;
  }
}

function askedRestMs(error: unknown): number | null {
  return error instanceof Error && 'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
    ? error.retryAfterMs
    : null;
}
