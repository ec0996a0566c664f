/** However long a receiver asks us to wait, we retry within a day. */
const MAX_MS = 24 * 60 * 60 * 1000;

/**
 * Returns how long a `Retry-After` header asks to wait, in ms: seconds or an HTTP date (RFC 9110,
 * 10.2.3), relative to `now` (ms since 1970); null if it can't be read.
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  const value = header?.trim() ?? '';
  const wait = /^\d+$/.test(value)
    ? Number(value) * 1000
    : /^[A-Za-z]{3}/.test(value)
      ? Date.parse(value) - now
      : Number.NaN;
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), MAX_MS);
}
