import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfterMs } from './retry-after.ts';

/** Waits are short, because a person is waiting for the outcome of their upload. */
const REST_MS = 250;
const MAX_REST_MS = 2_000;

/** Returns true if a retry of the same request may succeed. */
export function isBusy(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/**
 * Calls `ask`, and once more if the platform is busy or can't be reached, unless it asks for a
 * longer wait than there is time for. Returns the last answer, which may be that of a busy
 * platform; rejects as `ask` does if there was none.
 */
export async function askTwice(
  ask: () => Promise<Response>,
  signal: AbortSignal,
): Promise<Response> {
  const [first] = await Promise.allSettled([ask()]);
  const response = first.status === 'fulfilled' ? first.value : null;
  if (response !== null && !isBusy(response.status)) return response;
  const rest = retryAfterMs(response?.headers.get('retry-after') ?? null, Date.now()) ?? REST_MS;
  if (rest <= MAX_REST_MS && (await rested(rest, signal))) {
    await response?.body?.cancel();
    return ask();
  }
  if (first.status === 'rejected') throw first.reason;
  return first.value;
}

/** Returns false if there is no time left. */
function rested(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal }).catch(() => false);
}
