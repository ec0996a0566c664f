/** How long to wait between attempts, and how many attempts to make. */
export interface Backoff {
  /** Wait before the second attempt; doubled for each later attempt. */
  readonly firstMs: number;
  readonly maxMs: number;
  /** Total number of attempts; after the last, the item becomes a dead letter. */
  readonly attempts: number;
}

/** About two hours: in a chat, a later answer helps no one. */
export const REPLY_BACKOFF: Backoff = { firstMs: 1000, maxMs: 5 * 60_000, attempts: 40 };

/** About three days: a helpdesk's system may be down over a weekend. */
export const TICKET_BACKOFF: Backoff = { firstMs: 5000, maxMs: 60 * 60_000, attempts: 100 };

/** A platform may ask to wait, but not forever. */
const MAX_ASKED_MS = 60 * 60_000;

/**
 * Returns the milliseconds until the next attempt, or null if there is none.
 * @param tries number of attempts so far.
 * @param askedMs the minimum wait the receiver asked for.
 */
export function waitBefore(
  backoff: Backoff,
  tries: number,
  askedMs: number | null,
  random = Math.random,
): number | null {
  if (tries >= backoff.attempts) return null;
  const full = Math.min(backoff.maxMs, backoff.firstMs * 2 ** (tries - 1));
  // Half of the wait is random, so that jobs that failed together don't retry together.
  const wait = full / 2 + (full / 2) * random();
  return Math.max(wait, Math.min(askedMs ?? 0, MAX_ASKED_MS));
}
