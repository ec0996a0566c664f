import type { MissingFile } from '../../conversation/notice.ts';
import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { TextFormat } from '../../tickets/ticket-event.ts';
import type { TextRun } from '../shared/card.ts';
import { beginning, literal, literalRuns } from '../shared/inline-markup.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import { momentMark } from '../shared/moment.ts';
import { markupRuns, withoutMarkup } from '../shared/reply-markup.ts';
import type { Data } from '../template/template.ts';

/** A label and its value, as the template part `parts/facts` draws them. */
export interface ShownFact {
  readonly label: string;
  readonly text: readonly TextRun[];
  readonly [name: string]: Data;
}

/** Shows user text literally. A long text is cut, with a note of its full length. */
export function asWritten(
  text: string,
  locale: Locale,
  most: number = CARD_LIMITS.shown,
): TextRun[] {
  const shown = literal(text);
  if (shown.length <= most) return literalRuns(shown);
  const rest = translate(locale, 'text.shortened', { count: text.length });
  return literalRuns(`${beginning(shown, most)}${rest}`);
}

/** A text of an agent: without a format, it is plain. */
export interface Formatted {
  readonly text: string;
  readonly format?: TextFormat;
}

/** Shows what an agent wrote, with its formatting. A long text is cut like a plain one. */
export function asFormatted(
  { text, format }: Formatted,
  locale: Locale,
  most: number = CARD_LIMITS.shown,
): TextRun[] {
  if (format === undefined) return asWritten(text, locale, most);
  if (text.length <= most) return markupRuns(text);
  const rest = translate(locale, 'text.shortened', { count: text.length });
  return [...markupRuns(beginning(text, most)), ...literalRuns(rest)];
}

/** Returns the words of what an agent wrote, for notifications. */
export function wordsOf({ text, format }: Formatted): string {
  return format === undefined ? text : withoutMarkup(text);
}

/** Formats a name or a title: one line, cut if it is too long. */
export function asTitle(text: string): string {
  const line = literal(text).replace(/\s+/g, ' ').trim();
  return line.length <= CARD_LIMITS.shownTitle
    ? line
    : `${beginning(line, CARD_LIMITS.shownTitle)}…`;
}

/** Formats a ticket's number for use in our own text, with nothing that can be read as markup. */
export function asTicketNumber(number: string): string {
  return number.replace(/[^A-Za-z0-9-]/g, '').slice(0, 20);
}

/** Builds the line that says which runbook a card is of; none if only one is loaded. */
export function runbookLine(title: string | undefined): Data[] {
  return title === undefined ? [] : [{ text: asTitle(title) }];
}

/** Builds a fact; none if its text is empty. */
export function fact(label: string, text: string | null, locale: Locale): ShownFact[] {
  if (text === null || text.trim() === '') return [];
  const ended = /[?？:：]$/.test(label) ? label : translate(locale, 'text.label', { label });
  return [{ label: asTitle(ended), text: asWritten(text, locale) }];
}

/** Builds a fact that is a moment, shown in the reader's time zone. */
export function momentFact(label: string, at: string, locale: Locale): ShownFact {
  const text: TextRun = { type: 'TextRun', text: momentMark(at) };
  return { label: asTitle(translate(locale, 'text.label', { label })), text: [text] };
}

/** Formats a number of bytes for people. */
export function asSize(bytes: number, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  // A tiny file isn't shown as 0.
  const kilobytes = bytes === 0 ? 0 : Math.max(bytes / 1024, 0.1);
  return kilobytes < 1000
    ? translate(locale, 'file.kilobytes', { size: format.format(kilobytes) })
    : translate(locale, 'file.megabytes', { size: format.format(kilobytes / 1024) });
}

/** Says which file didn't arrive, why, and what to do about it. */
export function missingSentence({ name, problem, maxBytes }: MissingFile, locale: Locale): string {
  const because =
    problem === 'too-large' && maxBytes === null
      ? translate(locale, 'file.problem.too-large-plain')
      : translate(locale, `file.problem.${problem}`, {
          most: maxBytes === null ? '' : asSize(maxBytes, locale),
        });
  return translate(locale, 'file.line', { name: asTitle(name), problem: because });
}

/** Keeps a list readable: the first few items, and how many more there are. */
export function firstOf<Item>(
  items: readonly Item[],
  locale: Locale,
  beyond = 0,
): { shown: readonly Item[]; more: { readonly text: string }[] } {
  const rest = Math.max(0, items.length - CARD_LIMITS.listed) + beyond;
  if (rest === 0) return { shown: items, more: [] };
  return {
    shown: items.slice(0, CARD_LIMITS.listed),
    more: [{ text: translate(locale, 'text.and-more', { count: rest }) }],
  };
}
