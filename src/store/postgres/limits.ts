/** How long work on PostgreSQL may take, in ms, before it is given up. */
export interface PostgresLimits {
  /** The server cancels a statement after this long. */
  readonly statementMs: number;
  /** The server gives up waiting for a lock after this long. */
  readonly lockMs: number;
  /** The server ends a session that leaves a transaction open without doing anything. */
  readonly idleInTransactionMs: number;
  /** We drop a connection that hasn't answered a statement: a server that hangs cancels nothing. */
  readonly answerMs: number;
}

/** For everything somebody waits for. */
export const WORK_LIMITS: PostgresLimits = {
  statementMs: 10_000,
  lockMs: 5_000,
  idleInTransactionMs: 15_000,
  answerMs: 12_000,
};

const MINUTE_MS = 60_000;

/** For migrations and pruning, which may have a large table to go through. */
export const MAINTENANCE_LIMITS: PostgresLimits = {
  statementMs: 15 * MINUTE_MS,
  lockMs: 5 * MINUTE_MS,
  idleInTransactionMs: 5 * MINUTE_MS,
  answerMs: 16 * MINUTE_MS,
};

/** Longest wait for a connection: for a new one to open, or for one of the pool to come free. */
export const CONNECT_TIMEOUT_MS = 5_000;

/** The statement that sets the server's side of the limits for a session. */
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
