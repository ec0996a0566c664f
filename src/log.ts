import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/**
 * JSON lines on standard output: ids, durations and outcomes, never the text of a message and never a secret.
 * The redaction is a second lock; the first is not to pass such things in.
 */
export function createLog(level: Config['logLevel']): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.password', '*.secret', '*.token', '*.authorization', '*.headers', '*.text', 'secrets'],
      censor: '[hidden]',
    },
  });
}
