import { DatabaseError } from 'pg';

/**
 * Thrown when the database couldn't be reached, didn't answer in time, or gave up a statement for lack of resources or
 * locks. Nothing of the work is known to be kept: whoever asked for it may ask again.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
  /** SQLSTATE or system code such as `57P01` or `ECONNREFUSED`; `no-answer` after a timeout, `lost` without a code. */
  readonly code: string;

  constructor(code: string, options?: ErrorOptions) {
    super(`The database is unavailable (${code}).`, options);
    this.code = code;
  }
}

/**
 * SQLSTATE classes and codes that say nothing about the statement itself: connection exceptions, insufficient
 * resources, operator intervention (with statement timeouts), idle transactions, locks, serialization, deadlocks.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING = /^(08|53|57)|^(25P03|25P04|55P03|40001|40P01)$/;

/** Whether an error, or any cause of it, is a database that is unavailable for a while. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    if (cause instanceof DatabaseUnavailableError) return true;
    // Bolt keeps what it wraps under another name.
    cause = 'original' in cause ? cause.original : cause.cause;
  }
  return false;
}

/** The same error, or a DatabaseUnavailableError if that is what an error of the driver means. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof DatabaseUnavailableError) return error;
  if (error instanceof DatabaseError) {
    const { code = '' } = error;
    return PASSING.test(code) ? new DatabaseUnavailableError(code, { cause: error }) : error;
  }
  // A value that cannot be sent is our own mistake. All else the driver throws is about the connection.
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'lost';
  return new DatabaseUnavailableError(code, { cause: error });
}

/** Whether the connection an error came from may be used again: the server answered, and did not end the session. */
export function isConnectionUsable(error: unknown): boolean {
  const cause = error instanceof DatabaseUnavailableError ? error.cause : error;
  return !(cause instanceof DatabaseError) ? !(error instanceof DatabaseUnavailableError) : cause.severity === 'ERROR';
}
