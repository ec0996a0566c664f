import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import { databaseFailureCode } from './database-failure.ts';

/**
 * Logs why work failed. A full disk or an unavailable database is one short warning with its code,
 * because any input fails then and the store logs the cause. Anything else is an error with its
 * stack.
 */
export function logFailure(
  log: Log,
  fields: Readonly<Record<string, unknown>>,
  error: unknown,
  message: string,
): void {
  const code = databaseFailureCode(error);
  if (code === null) log.error({ ...fields, ...failureFields(error) }, message);
  else log.warn({ ...fields, code }, message);
}
