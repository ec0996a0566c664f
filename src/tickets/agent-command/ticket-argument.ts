import { locales } from '../../i18n/locales.ts';
import { anyOf } from '../../i18n/phrase-template.ts';
import { byScript } from '../../i18n/script.ts';
import { fromLanguages } from '../../i18n/understood.ts';
import { parseTicketNumber } from '../number.ts';
import { agentCommands } from './command-words.ts';
import { halfWidth } from './first-word.ts';

/**
 * A ticket number at the beginning or end of a command's argument, and the rest of the argument.
 */
export interface TicketArgument {
  readonly ticket: string;
  readonly rest: string;
}

const FULL = String.raw`(?:sp[ \t]*[-–—－]?[ \t]*|#[ \t]*)\d{4,9}`;
const LEADING_FULL = new RegExp(`^${FULL}(?![\\p{L}\\p{N}_-])`, 'iu');
/**
 * Excludes dates, times, shares, addresses and ports: "2026-11-30", "2026/11/30", "1030:15",
 * "1433.5", "8080/tcp", "1000%".
 */
const LEADING_BARE = /^\d{4,9}(?![\p{L}\p{N}_%+-]|:\p{N}|[./][\p{L}\p{N}])/u;
/** Chinese text follows a number without a space. */
const LEADING_BEFORE_HAN = new RegExp(`^(?:${FULL}|\\d{4,9})(?=\\p{Script=Han})`, 'iu');
const countPatterns = fromLanguages(() => [
  /^\d+ (?:[KMGT]i?B|ms)(?!\p{L})/u,
  ...locales().flatMap((locale) => countPatternsOf(agentCommands(locale))),
]);
const TRAILING = new RegExp(`(?:^|[\\s,])(${FULL}|\\d{4,9})$`, 'iu');

/** A number at the beginning of a text. */
export interface LeadingNumber extends TicketArgument {
  /** The number as typed, if only digits; null if written in full (`SP-1001`, `#1001`). */
  readonly bare: string | null;
  /** True if the number stands alone or before a colon, as a ticket's does. */
  readonly isSetOff: boolean;
}

/**
 * Returns the ticket number a text begins with, and the text after it, verbatim; null if there is
 * none.
 */
export function leadingNumber(text: string): LeadingNumber | null {
  const inbound = halfWidth(text);
  const full = LEADING_FULL.exec(inbound)?.[0];
  const written = full ?? LEADING_BARE.exec(inbound)?.[0] ?? LEADING_BEFORE_HAN.exec(inbound)?.[0];
  const ticket = written === undefined ? null : parseTicketNumber(written);
  if (written === undefined || ticket === null) return null;
  const after = text.slice(written.length);
  const rest = after.replace(/^[ \t]*[:：,，]?\s*/u, '');
  const bare = /^\d+$/.test(written) ? written : null;
  return { ticket, rest, bare, isSetOff: rest === '' || /^[ \t]*[:：]/u.test(after) };
}

/** True if a text begins with a count or a year: "1042 people see this", "2026年起不再支持". */
export function beginsWithCount(text: string): boolean {
  const inbound = halfWidth(text);
  return countPatterns().some((pattern) => pattern.test(inbound));
}

/** Returns the number a text ends with, and the text before it. */
export function trailingNumber(text: string): TicketArgument | null {
  const found = TRAILING.exec(halfWidth(text.trimEnd()));
  const ticket = found?.[1] === undefined ? null : parseTicketNumber(found[1]);
  return found === null || ticket === null
    ? null
    : { ticket, rest: text.slice(0, found.index).trimEnd() };
}

/**
 * Without spaces between words, a word that is counted may begin another word: only before some
 * words is it sure that it doesn't.
 */
function countPatternsOf(words: ReturnType<typeof agentCommands>): RegExp[] {
  const { counted, year } = words;
  const { spaced, unspaced } = byScript(counted);
  const ends = String.raw`[\s，。、,.]|$|${anyOf(words['counted-before'])}`;
  return [
    new RegExp(String.raw`^\d+ ${anyOf(spaced)}(?!\p{L})`, 'u'),
    new RegExp(String.raw`^\d+ ?${anyOf(unspaced)}(?=${ends})`, 'u'),
    ...(year === undefined
      ? []
      : [
          new RegExp(String.raw`^(?:19|20)\d\d ?${year.word}(?!${anyOf(year['not-before'])})`, 'u'),
        ]),
  ];
}
