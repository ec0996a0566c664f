import type { InputBlock } from '@slack/types';
import type { CardElement } from '../../../../cards/shared/card.ts';
import { beginning } from '../../../../cards/shared/inline-markup.ts';
import type { Locale } from '../../../../i18n/locale.ts';
import { translate } from '../../../../i18n/words.ts';
import { SLACK_LIMITS } from '../../limits.ts';
import { plainText } from '../text-object.ts';
import { stringIn } from './element.ts';

/** How a box continues from the previous one: on a new line, or in the middle of one. */
type BoxStart = 'lines' | 'text';

interface Part {
  readonly text: string;
  readonly start: BoxStart;
}

const BOX = SLACK_LIMITS.inputText;
/**
 * Fields that take more than two boxes are meant for pasting, so a second box is shown from the
 * start.
 */
const FOR_PASTING = 2 * BOX;

/**
 * Returns the boxes of a text field. Slack's boxes hold 3000 characters, but a field may hold more:
 * existing text is split over as many as it needs, plus an extra one if the last is nearly full.
 */
export function drawTextBoxes(element: CardElement, locale: Locale): InputBlock[] {
  const limit = typeof element.maxLength === 'number' ? element.maxLength : BOX;
  const parts = partsOf(stringIn(element.value));
  const full = (parts.at(-1)?.text.length ?? 0) > BOX / 2;
  const spare =
    parts.length < Math.ceil(limit / BOX) && (full || (parts.length === 1 && limit > FOR_PASTING));
  const all: Part[] = spare ? [...parts, { text: '', start: 'lines' }] : parts;
  let room = limit;
  return all.map((part, index) => {
    const most = Math.max(part.text.length, Math.min(BOX, room));
    room -= part.text.length + 1;
    return box(element, part, { index, last: index === all.length - 1, most, limit }, locale);
  });
}

/**
 * Joins a field's boxes into one text again, including what was typed since `drawTextBoxes` split
 * it.
 */
export function joinParts(
  parts: readonly { readonly text: string; readonly start: string }[],
): string {
  const filled = parts.filter(({ text }) => text !== '');
  return filled
    .map(({ text, start }, index) => (index > 0 && start === 'lines' ? `\n${text}` : text))
    .join('');
}

interface BoxPosition {
  readonly index: number;
  readonly last: boolean;
  readonly most: number;
  readonly limit: number;
}

function box(element: CardElement, part: Part, position: BoxPosition, locale: Locale): InputBlock {
  const id = stringIn(element.id);
  const label = stringIn(element.label);
  const placeholder = stringIn(element.placeholder);
  const first = position.index === 0;
  const hint = hintOf(position, locale);
  return {
    type: 'input',
    block_id: first ? id : `${id}+${position.index + 1}`,
    label: plainText(
      first ? label : translate(locale, 'slack.block.continued', { label }),
      SLACK_LIMITS.inputLabel,
    ),
    optional: true,
    ...(hint === null ? {} : { hint: plainText(hint, SLACK_LIMITS.inputHint) }),
    element: {
      type: 'plain_text_input',
      action_id: part.start,
      multiline: element.isMultiline === true,
      max_length: position.most,
      ...(part.text === '' ? {} : { initial_value: part.text }),
      ...(placeholder === '' || !first
        ? {}
        : { placeholder: plainText(placeholder, SLACK_LIMITS.placeholder) }),
    },
  };
}

/** Says how much fits, if that is less than the field could hold. */
function hintOf({ index, last, limit }: BoxPosition, locale: Locale): string | null {
  if (limit <= BOX || !last) return null;
  const characters = BOX.toLocaleString(locale);
  return index === 0
    ? translate(locale, 'slack.block.most', { characters })
    : translate(locale, 'slack.block.goOn', { characters });
}

/** Splits existing text at a line end, which is then in neither box; otherwise anywhere. */
function partsOf(value: string): Part[] {
  const parts: Part[] = [];
  let start: BoxStart = 'text';
  let rest = value;
  while (rest.length > BOX) {
    const line = rest.lastIndexOf('\n', BOX);
    const clean = line > BOX / 2;
    const text = clean ? rest.slice(0, line) : beginning(rest, BOX);
    parts.push({ text, start });
    rest = rest.slice(text.length + (clean ? 1 : 0));
    start = clean ? 'lines' : 'text';
  }
  return [...parts, { text: rest, start }];
}
