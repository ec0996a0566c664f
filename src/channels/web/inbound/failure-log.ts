import { monotonicMs } from '../../../concurrency/clocks.ts';
import { failureFields } from '../../../diagnostics/failure-fields.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { isDatabaseUnavailable } from '../../../store/database-failure.ts';

/** Logs what requests and streams of the page fail of. */
export interface FailureLog {
  /** @param fields what failed, such as the path of a request */
  failed(error: unknown, fields: Readonly<Record<string, string>>, message: string): void;
}

/** Pages try again every few seconds: a full disk or a database that is away is told once in this time. */
const QUIET_MS = 60_000;

/**
 * A full disk or a database that is away is one warning a minute, however many requests fail of it. Anything else is our
 * own mistake: an error with its stack each time.
 */
export function createFailureLog(log: Log, now: () => number = monotonicMs): FailureLog {
  const told = new Map<string, number>();
  return {
    failed(error, fields, message) {
      if (!isDatabaseUnavailable(error)) {
        log.error({ ...fields, ...failureFields(error) }, message);
        return;
      }
      const code = codeIn(error);
      if (now() - (told.get(code) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
      told.set(code, now());
      log.warn({ code }, 'page requests fail: the database takes nothing now');
    },
  };
}

function codeIn(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown';
}
