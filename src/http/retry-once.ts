import { setTimeout as sleep } from 'node:timers/promises';
import { retryAfterMs } from './retry-after.ts';

/** Rests are short: somebody waits to hear what became of their file. */
const REST_MS = 250;
const MAX_REST_MS = 2_000;

/** Whether the same request may be answered another time. */
export function isBusy(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/**
 * Asks a platform, and once more where it is busy or cannot be reached, unless it wants a longer rest than there is time
 * for. Gives the answer it came to, which may be that of a busy platform; rejects as `ask` does where there was none.
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

/** False where there is no time left. */
function rested(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal }).catch(() => false);
}
