/** Time limits for work on PostgreSQL, in ms. */
export interface PostgresLimits {
  /** The server cancels a statement after this long. */
  readonly statementMs: number;
  /** The server gives up waiting for a lock after this long. */
  readonly lockMs: number;
  /** The server ends a session that idles in an open transaction for this long. */
  readonly idleInTransactionMs: number;
  /**
   * We drop a connection that hasn't answered a statement after this long, because a hung server
   * cancels nothing.
   */
  readonly answerMs: number;
}

/** For work that a caller waits for. */
export const WORK_LIMITS: PostgresLimits = {
  statementMs: 10_000,
  lockMs: 5_000,
  idleInTransactionMs: 15_000,
  answerMs: 12_000,
};

const MINUTE_MS = 60_000;

/** For migrations and pruning, which may process a large table. */
export const MAINTENANCE_LIMITS: PostgresLimits = {
  statementMs: 15 * MINUTE_MS,
  lockMs: 5 * MINUTE_MS,
  idleInTransactionMs: 5 * MINUTE_MS,
  answerMs: 16 * MINUTE_MS,
};

/** Longest wait for a connection: to open a new one, or for one of the pool to become free. */
export const CONNECT_TIMEOUT_MS = 5_000;

/** Returns the statement that sets the server-side limits of a session. */
export function sessionLimits({
  statementMs,
  lockMs,
  idleInTransactionMs,
}: PostgresLimits): string {
  return [
    `set statement_timeout = ${statementMs}`,
    `set lock_timeout = ${lockMs}`,
    `set idle_in_transaction_session_timeout = ${idleInTransactionMs}`,
  ].join('; ');
}
