const FIRST_LOOK_MS = 25;
const MAX_LOOK_MS = 200;

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5_000;

/**
 * Returns the delay before checking again whether another process is done, in ms; `looks` counts
 * from 0.
 */
export function lookAgainMs(looks: number): number {
  return Math.min(FIRST_LOOK_MS * 2 ** looks, MAX_LOOK_MS);
}

/**
 * Returns the delay before querying a failed database again, in ms; `outages` counts from 0.
 * `random` is within [0, 1), so that many rows don't retry at once.
 */
export function backoffMs(outages: number, random: number): number {
  const most = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(outages, 10), MAX_BACKOFF_MS);
  return most / 2 + (most / 2) * random;
}
