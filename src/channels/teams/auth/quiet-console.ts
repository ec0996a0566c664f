import { AsyncLocalStorage } from 'node:async_hooks';

const quiet = new AsyncLocalStorage<true>();

/** How many pieces of work are under way, and the function that stands aside meanwhile. */
let underWay = 0;
let original = console.error;

/**
 * Runs work whose own `console.error` goes nowhere: botframework-connector prints every public key it knows each time a
 * token doesn't fit (its lib/auth/jwtTokenExtractor.js), so strangers could fill the log. Whatever else prints meanwhile
 * is printed.
 */
export async function withoutConsoleErrors<T>(work: () => Promise<T>): Promise<T> {
  if (underWay === 0) original = replaceConsoleError();
  underWay += 1;
  try {
    return await quiet.run(true, work);
  } finally {
    underWay -= 1;
    // Somebody else may have replaced it in between; theirs stays.
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
