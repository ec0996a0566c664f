import { createContext, Script } from 'node:vm';

/**
 * Runs synchronous work and returns its result, or null if it takes longer than `limitMs`.
 * Interrupts the work at any point, even inside a regular expression. The overhead is about a
 * millisecond, so don't use it for short work. Errors thrown by the work pass through.
 */
export function runWithin<T>(limitMs: number, work: () => T): { readonly value: T } | null {
  let result: { readonly value: T } | null = null;
  holder.work = () => {
    result = { value: work() };
  };
  try {
    script.runInContext(holder, { timeout: Math.max(1, Math.floor(limitMs)) });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    return null;
  } finally {
    holder.work = () => {};
  }
  return result;
}

/**
 * V8 interrupts only code it runs as a script, and a script reaches the work through its globals.
 */
const holder: { work: () => void } = createContext({ work: () => {} }) as { work: () => void };
const script = new Script('work()');

/** The error belongs to the script's own realm, so it isn't an instance of this realm's Error. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
