/** How long, and how often, something is tried again. */
export interface Backoff {
  /** Before the second attempt; doubled for each one after. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** Attempts in all; after the last it is set aside. */
  readonly attempts: number;
}

/** About two hours: an answer that comes later than that helps nobody in a chat. */
export const REPLY_BACKOFF: Backoff = { firstMs: 1000, maxMs: 5 * 60_000, attempts: 40 };

/** About three days: a helpdesk's system may be down over a weekend. */
export const TICKET_BACKOFF: Backoff = { firstMs: 5000, maxMs: 60 * 60_000, attempts: 100 };

/** A platform may ask for patience, but not for ever. */
const MAX_ASKED_MS = 60 * 60_000;

/**
 * Milliseconds until the next attempt, or null where there is none.
 * @param tries how many attempts there have been.
 * @param askedMs the wait the receiver asked for, at least.
 */
export function waitBefore(
  backoff: Backoff,
  tries: number,
  askedMs: number | null,
  random = Math.random,
): number | null {
  if (tries >= backoff.attempts) return null;
  const full = Math.min(backoff.maxMs, backoff.firstMs * 2 ** (tries - 1));
  // Half of it is chance, so that what failed together does not come back together.
  const wait = full / 2 + (full / 2) * random();
  return Math.max(wait, Math.min(askedMs ?? 0, MAX_ASKED_MS));
}
