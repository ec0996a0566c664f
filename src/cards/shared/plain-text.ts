import { SignpostError } from '../../diagnostics/errors.ts';
import type { Locale } from '../../i18n/locale.ts';
import { shownMasks } from '../../i18n/shown-masks.ts';
import { translate } from '../../i18n/words.ts';
import { type AdaptiveCard, type CardElement, isElements, isRecord } from './card.ts';
import { CARD_LIMITS } from './limits.ts';
import { momentsInWords } from './moment.ts';

/** Who reads a plain text, in which no host shows times by their clock. */
export interface PlainTextReader {
  readonly locale: Locale;
  /** IANA name; UTC if unknown. */
  readonly timeZone: string | null;
}

/**
 * Converts a card to plain text: all its content, folded parts too, and the commands to type, taken
 * from its buttons unless others are given. Long texts are cut so that the whole stays within
 * `CARD_LIMITS.textBytes`; the commands are always included.
 */
export function plainText(
  card: AdaptiveCard<object>,
  { locale, timeZone }: PlainTextReader,
  words: readonly string[] = card.actions.map(({ title }) => title),
): string {
  // Nothing here is sent back, so the values of inputs are shown like any other text.
  const body = momentsInWords(shownMasks(paragraphs(card.body).trim(), locale), timeZone, locale);
  const list = words.map((way) => `- ${way}`).join('\n');
  const ways = list === '' ? '' : `\n\n${translate(locale, 'text.ways-on')}\n${list}`;
  const room = CARD_LIMITS.textBytes / 2 - ways.length;
  return (body.length <= room ? body : `${body.slice(0, room - 1).toWellFormed()}…`) + ways;
}

/** Puts elements below each other, with an empty line where the card has spacing. */
function paragraphs(elements: readonly CardElement[]): string {
  let text = '';
  for (const element of elements) {
    const lines = elementText(element);
    if (lines === '') continue;
    const apart =
      element.separator === true || element.spacing === 'Medium' || element.spacing === 'Large';
    text += `${text === '' ? '' : apart ? '\n\n' : '\n'}${lines}`;
  }
  return text;
}

function elementText(element: CardElement): string {
  switch (element.type) {
    case 'TextBlock':
      return textOf(element.text);
    case 'RichTextBlock':
      return runsText(element.inlines);
    case 'Container':
      return paragraphs(itemsOf(element.items));
    case 'ColumnSet':
      return columnsText(itemsOf(element.columns));
    case 'Table':
      return itemsOf(element.rows)
        .map((row) =>
          itemsOf(row.cells)
            .map((cell) => paragraphs(itemsOf(cell.items)))
            .join(' | '),
        )
        .join('\n');
    case 'Input.ChoiceSet':
      return [labelText(element), ...titles(element.choices, 'title')].join('\n- ');
    case 'Input.Text':
    case 'Input.Date':
    case 'Input.Time':
      return labelText(element);

    // Its buttons unfold what is written out here; the tooltip names what they unfold.
    case 'ActionSet':
      return titles(element.actions, 'tooltip').join('\n');
    default:
      throw new SignpostError(
        'card',
        `Plain text of a card cannot be made with "${element.type}" in it yet.`,
      );
  }
}

/**
 * Puts a label and its text, or a step and its number, on one line; anything longer goes below each
 * other.
 */
function columnsText(columns: readonly CardElement[]): string {
  const [first = '', ...rest] = columns
    .map((column) => paragraphs(itemsOf(column.items)))
    .filter((text) => text !== '');
  return [first, ...rest].some((text) => text.includes('\n'))
    ? [first, ...rest].join('\n')
    : [first, ...rest].join(first.endsWith('：') ? '' : ' ');
}

function labelText({ label, value }: CardElement): string {
  return typeof value === 'string' ? `${textOf(label)} ${value}` : textOf(label);
}

function titles(named: unknown, by: 'title' | 'tooltip'): string[] {
  return Array.isArray(named) ? named.filter(isRecord).map((each) => textOf(each[by])) : [];
}

function runsText(runs: unknown): string {
  if (!Array.isArray(runs)) return '';
  return runs
    .filter(isRecord)
    .map(({ text, selectAction }) => textOf(text) + linkText(text, selectAction))
    .join('');
}

function linkText(text: unknown, selectAction: unknown): string {
  if (!isRecord(selectAction) || typeof selectAction.url !== 'string' || selectAction.url === text)
    return '';
  return ` (${selectAction.url})`;
}

function itemsOf(items: unknown): readonly CardElement[] {
  return isElements(items) ? items : [];
}

function textOf(text: unknown): string {
  return typeof text === 'string' ? text : '';
}
