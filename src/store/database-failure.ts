import { DatabaseError } from 'pg';
import { DiskFullError } from './embedded/disk-watch.ts';

/**
 * Thrown when PostgreSQL couldn't be reached, didn't answer in time, or gave up a statement for lack of resources or
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
 * SQLSTATE classes and codes of a database that can't do its work now, whatever it is asked: connection exceptions,
 * insufficient resources, operator intervention (with statement timeouts), I/O errors, rollbacks to break a deadlock,
 * idle transactions, locks. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING_STATES = /^(08|40|53|57P|58)|^(25006|25P02|25P03|25P04|55P03|57014)$/;

/** What the embedded database says once it is closed. */
const CLOSED = 'The database is closed.';

/**
 * Returns true if an error, or its cause, says that the database could not be asked, or could not do its work now. The
 * same work may succeed later; it may even have been done.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (
    error instanceof DiskFullError ||
    error instanceof DatabaseUnavailableError ||
    error.message === CLOSED ||
    hasPassingState(error)
  )
    return true;
  // Bolt keeps what it wraps under another name.
  return isDatabaseUnavailable('original' in error ? error.original : error.cause);
}

/** Returns the error itself, or a DatabaseUnavailableError if that is what an error of the driver means. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof DatabaseUnavailableError) return error;
  if (error instanceof DatabaseError) {
    return hasPassingState(error)
      ? new DatabaseUnavailableError(error.code ?? '', { cause: error })
      : error;
  }
  // A value that cannot be sent is our own mistake. All else the driver throws is about the connection.
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError)
    return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'lost';
  return new DatabaseUnavailableError(code, { cause: error });
}

/** Returns true if the connection an error came over can be used again: the server answered and kept the session. */
export function isConnectionUsable(error: unknown): boolean {
  const cause = error instanceof DatabaseUnavailableError ? error.cause : error;
  if (cause instanceof DatabaseError) return cause.severity === 'ERROR';
  return !(error instanceof DatabaseUnavailableError);
}

/** The embedded database has errors of a class of its own, with the same codes. */
function hasPassingState(error: Error): boolean {
  return (
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.length === 5 &&
    PASSING_STATES.test(error.code)
  );
}
