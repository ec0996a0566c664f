import { type Logger, pino } from 'pino';

export type Log = Logger;

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Maximum length of a field's text: ids are shorter, unless a sender made them up. */
const MAX_FIELD = 200;
const MAX_DEPTH = 3;
/** Characters that are invisible, end a line, or reverse the order of letters. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * Limits every field of every line: ids come with requests, so their content is up to the sender.
 */
export const LOG_FORMATTERS = {
  log: (fields: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name.slice(0, MAX_FIELD), bounded(value, 1)]),
    ),
};

/**
 * Writes JSON lines to standard output: ids, durations and outcomes, never the text of a message
 * and never a secret. The redaction is a second safeguard; the first is not to pass such data in.
 */
export function createLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: LOG_FORMATTERS,
    redact: {
      paths: [
        '*.password',
        '*.secret',
        '*.token',
        '*.authorization',
        '*.headers',
        '*.text',
        'secrets',
      ],
      censor: '[hidden]',
    },
  });
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === 'string') {
    const shown = value
      .slice(0, MAX_FIELD + 1)
      .toWellFormed()
      .replace(UNSEEN, '\ufffd');
    return shown.length > MAX_FIELD ? `${shown.slice(0, MAX_FIELD).toWellFormed()}…` : shown;
  }
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > MAX_DEPTH) return '…';
  if (Array.isArray(value))
    return value.slice(0, MAX_FIELD).map((each) => bounded(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, bounded(inner, depth + 1)]),
  );
}
