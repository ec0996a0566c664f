/**
 * Resolves like the work, or rejects with a `TimeoutError` after `ms` milliseconds. The work itself
 * continues.
 * @param error Creates the error to reject with, and does anything else that has to happen then.
 */
export async function withTimeout<T>(
  work: Promise<T>,
  ms: number,
  error = () => lateError(ms),
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(error()), ms);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Resolves like the work, or to null if it fails or takes longer than `ms` milliseconds. The work
 * itself continues.
 */
export async function resultWithin<T>(work: Promise<T>, ms: number): Promise<T | null> {
  return withTimeout(work, ms).catch(() => null);
}

/**
 * Resolves like the work, or rejects as soon as the signal is aborted. The work itself continues.
 */
export async function withAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Returns true if an error comes from `withTimeout` or from a signal of `AbortSignal.timeout`. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function lateError(ms: number): Error {
  return new DOMException(`not done in ${ms} ms`, 'TimeoutError');
}
