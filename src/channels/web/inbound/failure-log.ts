import { monotonicMs } from '../../../concurrency/clocks.ts';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { databaseFailureCode } from '../../../store/database-failure.ts';

/** Logs why requests and streams of the page fail. */
export interface FailureLog {
  /** @param fields Identifies what failed, such as the path of a request. */
  failed(error: unknown, fields: Readonly<Record<string, string>>, message: string): void;
}

/**
 * Pages retry every few seconds: a full disk or an unavailable database is logged once in this
 * time.
 */
const QUIET_MS = 60_000;

/**
 * Logs a full disk or an unavailable database as one warning a minute, however many requests fail
 * because of it. Anything else is our own bug: an error with its stack each time.
 */
export function createFailureLog(log: Log, now: () => number = monotonicMs): FailureLog {
  const told = new Map<string, number>();
  return {
    failed(error, fields, message) {
      const code = databaseFailureCode(error);
      if (code === null) {
        log.error({ ...fields, ...failureFields(error) }, message);
        return;
      }
      if (now() - (told.get(code) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
      told.set(code, now());
      log.warn({ code }, 'web: page requests failing, database unavailable or disk full');
    },
  };
}
