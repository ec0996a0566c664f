import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../../diagnostics/log.ts';

/** Also thrown by `@slack/socket-mode`, so `keepConnected` logs it with its reason. */
const TOLD_BY_CONNECTION = 'Failed to retrieve a new WSS URL';

/**
 * Writes Bolt's messages to our log, but only the beginning of each sentence, up to the first
 * colon, bracket or quotation mark. The details after that may be a body, a text or a token.
 */
export function createBoltLog(log: Log): Logger {
  return {
    debug() {},
    info: (...words) => log.debug({ channel: 'slack' }, headOf(words)),
    warn: (...words) => log.warn({ channel: 'slack' }, headOf(words)),
    error(...words) {
      const head = headOf(words);
      if (head !== TOLD_BY_CONNECTION) log.error({ channel: 'slack' }, head);
    },
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

function headOf([first]: readonly unknown[]): string {
  const [head = ''] = (typeof first === 'string' ? first : 'Bolt met an error').split(/[:!({["'`]/);
  return head.trim().slice(0, 120);
}
