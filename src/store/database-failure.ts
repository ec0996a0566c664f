import { DatabaseError } from 'pg';
import { DiskFullError } from './embedded/disk-watch.ts';

/**
 * Thrown when PostgreSQL can't be reached, doesn't answer in time, or cancels a statement for lack
 * of resources or locks. None of the work is known to be stored, so the caller may retry.
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
 * SQLSTATE classes and codes of a database that can't do any work now, regardless of the statement:
 * connection exceptions, insufficient resources, operator intervention (with statement timeouts),
 * I/O errors, rollbacks to break a deadlock, idle transactions, locks.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING_STATES = /^(08|40|53|57P|58)|^(25006|25P02|25P03|25P04|55P03|57014)$/;

/** Error message of the embedded database after it is closed. */
const CLOSED = 'The database is closed.';

/**
 * Returns true if an error, or its cause, means that the database couldn't be reached or can't do
 * its work now. The same work may succeed on retry, and may even have been done.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  return databaseFailureCode(error) !== null;
}

/**
 * Returns the code of an error, or of its cause, that means the database is unavailable: `disk-full`,
 * `closed`, or as in `DatabaseUnavailableError`. Null if the error means something else.
 */
export function databaseFailureCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof DiskFullError || error instanceof DatabaseUnavailableError)
    return error.code;
  if (error.message === CLOSED) return 'closed';
  // Bolt stores the error it wraps under another name.
  return (
    passingState(error) ?? databaseFailureCode('original' in error ? error.original : error.cause)
  );
}

/** Returns a DatabaseUnavailableError if a driver error means that, otherwise the error itself. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof DatabaseUnavailableError) return error;
  if (error instanceof DatabaseError) {
    const code = passingState(error);
    return code === null ? error : new DatabaseUnavailableError(code, { cause: error });
  }
  // A value that can't be sent is our own bug. Everything else the driver throws is about the
  // connection.
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError)
    return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'lost';
  return new DatabaseUnavailableError(code, { cause: error });
}

/**
 * Returns true if the connection that raised the error can be reused: the server answered and kept
 * the session.
 */
export function isConnectionUsable(error: unknown): boolean {
  const cause = error instanceof DatabaseUnavailableError ? error.cause : error;
  if (cause instanceof DatabaseError) return cause.severity === 'ERROR';
  return !(error instanceof DatabaseUnavailableError);
}

/** The embedded database has its own error class, with the same codes. */
function passingState(error: Error): string | null {
  if (!('code' in error) || typeof error.code !== 'string' || error.code.length !== 5) return null;
  return PASSING_STATES.test(error.code) ? error.code : null;
}
