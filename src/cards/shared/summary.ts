import type { Locale } from '../../i18n/locale.ts';
import { shownMasks } from '../../i18n/shown-masks.ts';
import { translate } from '../../i18n/words.ts';
import { beginning, literal } from './inline-markup.ts';
import { CARD_LIMITS } from './limits.ts';

/** The shortest part of a summary, as a share of it, that ends with a whole word or sentence. */
const WHOLE = 0.6;

/**
 * Puts a text on one line of at most `CARD_LIMITS.summary` characters, for notifications and screen
 * readers. A longer text ends at a word, if one ends late enough.
 */
export function summaryOf(text: string, locale: Locale): string {
  const line = literal(shownMasks(text, locale)).replace(/\s+/g, ' ').trim();
  if (line.length <= CARD_LIMITS.summary) return line;
  const most = CARD_LIMITS.summary - 1;
  const cut = beginning(line, most);
  const end = Math.max(...[' ', '，', '。', '；'].map((mark) => cut.lastIndexOf(mark)));
  return `${(end < most * WHOLE ? cut : cut.slice(0, end)).replace(/[\s,;:，；：]+$/, '')}…`;
}

/** Joins what a card is about to sentences, as `speak` of its data. Leaves out empty parts. */
export function spoken(parts: readonly string[], locale: Locale): string {
  const [first = '', ...rest] = parts.map((part) => part.trim()).filter((part) => part !== '');
  return rest.reduce(
    (before, after) =>
      translate(locale, ENDED.test(before) ? 'text.then' : 'text.sentences', { before, after }),
    first,
  );
}

/** A text that needs no full stop: it has one, or what follows belongs to it. */
const ENDED = /[\p{Sentence_Terminal}:：…][\p{Pf}\p{Pe}"']*$/u;
