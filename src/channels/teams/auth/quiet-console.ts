import { AsyncLocalStorage } from 'node:async_hooks';

const quiet = new AsyncLocalStorage<true>();

/** Number of calls in progress, and the function replaced meanwhile. */
let underWay = 0;
let original = console.error;

/**
 * Runs work with its own `console.error` silenced: botframework-connector prints every public key
 * it knows each time a token doesn't fit (its lib/auth/jwtTokenExtractor.js), so strangers could
 * fill the log. Output of other code in the meantime still prints.
 */
export async function withoutConsoleErrors<T>(work: () => Promise<T>): Promise<T> {
  if (underWay === 0) original = replaceConsoleError();
  underWay += 1;
  try {
    return await quiet.run(true, work);
  } finally {
    underWay -= 1;
    // Leaves a replacement that other code installed in the meantime.
    if (underWay === 0 && console.error === filtered) console.error = original;
  }
}

function replaceConsoleError(): typeof console.error {
  const before = console.error;
  console.error = filtered;
  return before;
}

function filtered(...parts: unknown[]): void {
  if (quiet.getStore() === undefined) original.call(console, ...parts);
}
