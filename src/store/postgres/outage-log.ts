import type { Log } from '../../diagnostics/log.ts';
import type { DatabaseUnavailableError } from '../database-failure.ts';

/** Logs a database outage as two lines, regardless of how many statements fail during it. */
export interface OutageLog {
  failed(error: DatabaseUnavailableError): void;
  answered(): void;
}

/** Failures this close together count as one outage, even if a statement succeeded in between. */
const QUIET_MS = 1_000;

export function createOutageLog(log: Log): OutageLog {
  let since: number | null = null;
  let lastFailure = 0;
  return {
    failed({ code }) {
      lastFailure = performance.now();
      if (since !== null) return;
      since = lastFailure;
      log.warn({ code }, 'database unavailable');
    },
    answered() {
      if (since === null || performance.now() - lastFailure < QUIET_MS) return;
      log.warn({ ms: Math.round(performance.now() - since) }, 'database available again');
      since = null;
    },
  };
}
