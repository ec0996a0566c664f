import type { Log } from '../../diagnostics/log.ts';
import type { DatabaseUnavailableError } from '../database-failure.ts';

/** Logs an outage of the database as two lines, however many statements fail during it. */
export interface OutageLog {
  failed(error: DatabaseUnavailableError): void;
  answered(): void;
}

/** Failures this close together are one outage even if something was answered in between. */
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
