import { parseTicketNumber } from '../number.ts';
import { halfWidth } from './first-word.ts';

/** A ticket's number at the beginning or the end of what follows a command, and the rest of it. */
export interface TicketArgument {
  readonly ticket: string;
  readonly rest: string;
}

const FULL = String.raw`(?:sp[ \t]*[-–—－]?[ \t]*|#[ \t]*)\d{4,9}`;
const LEADING_FULL = new RegExp(`^${FULL}(?![\\p{L}\\p{N}_-])`, 'iu');
const LEADING_BARE = /^\d{4,9}(?![\p{L}\p{N}_-]|:\p{N}|\.[\p{L}\p{N}])/u;
/** Chinese follows a number without a space. */
const LEADING_BEFORE_HAN = new RegExp(`^(?:${FULL}|\\d{4,9})(?=\\p{Script=Han})`, 'iu');
const TRAILING = new RegExp(`(?:^|[\\s,])(${FULL}|\\d{4,9})$`, 'iu');

/**
 * The number a text begins with, and the text after it, verbatim. In the thread of a ticket (`own`) a bare number is
 * taken for part of the text, unless it is the ticket's own.
 */
export function leadingNumber(text: string, own: string | null, isWords: boolean): TicketArgument | null {
  const inbound = halfWidth(text);
  const full = LEADING_FULL.exec(inbound)?.[0];
  const bare = LEADING_BARE.exec(inbound)?.[0] ?? LEADING_BEFORE_HAN.exec(inbound)?.[0];
  const written = full ?? bare;
  const ticket = written === undefined ? null : parseTicketNumber(written);
  if (written === undefined || ticket === null) return null;
  const isText = isWords && own !== null && full === undefined && ticket !== own;
  return isText ? null : { ticket, rest: text.slice(written.length).replace(/^[ \t]*[:：,，]?\s*/u, '') };
}

/** The number a text ends with, and the text before it. */
export function trailingNumber(text: string): TicketArgument | null {
  const found = TRAILING.exec(halfWidth(text.trimEnd()));
  const ticket = found?.[1] === undefined ? null : parseTicketNumber(found[1]);
  return found === null || ticket === null ? null : { ticket, rest: text.slice(0, found.index).trimEnd() };
}
