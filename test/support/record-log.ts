import { Writable } from 'node:stream';
import { pino } from 'pino';
import { LOG_FORMATTERS, type Log } from '../../src/diagnostics/log.ts';

export type LogLines = Record<string, unknown>[];

/** A log that keeps its lines, parsed, for a test to look at. */
export function recordLog(): { log: Log; lines: LogLines } {
  const lines: LogLines = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  return { log: pino({ level: 'debug', base: null, formatters: LOG_FORMATTERS }, sink), lines };
}
