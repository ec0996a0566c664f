import type {
  InputBlock,
  InputBlockElement,
  KnownBlock,
  PlainTextOption,
  StaticSelect,
} from '@slack/types';
import { type CardElement, isRecord } from '../../../../cards/shared/card.ts';
import { SignpostError } from '../../../../diagnostics/errors.ts';
import { pickId } from '../../inbound/press.ts';
import { SLACK_LIMITS } from '../../limits.ts';
import { plainText } from '../text-object.ts';
import { refuseUnknown, stringIn, undrawable } from './element.ts';
import { drawTextBoxes } from './long-text.ts';
import type { Draw, Page, Piece } from './page.ts';
import { boldRun } from './text-block.ts';

/** Size of one list as JSON, in characters, which leaves room in a message for the rest. */
const MAX = SLACK_LIMITS.messageCharacters * 0.75;

/** Draws a text input; a long one is split into as many boxes as it needs. */
export const drawText: Draw = (element, page) => {
  refuseUnknown(element, ['label', 'placeholder', 'value', 'maxLength', 'isMultiline', 'style']);
  return page.inputs === 'form' ? drawTextBoxes(element, page.locale).map(toPiece) : [];
};

export const drawDate: Draw = (element, page) => {
  refuseUnknown(element, ['label', 'placeholder', 'value']);
  const value = stringIn(element.value);
  const initial = value === '' ? {} : { initial_date: value };
  return inForm(element, page, { type: 'datepicker', action_id: 'value', ...initial });
};

export const drawTime: Draw = (element, page) => {
  refuseUnknown(element, ['label', 'placeholder', 'value']);
  const value = stringIn(element.value);
  const initial = value === '' ? {} : { initial_time: value };
  return inForm(element, page, { type: 'timepicker', action_id: 'value', ...initial });
};

/**
 * Draws a list to choose from: in a form, or alone in a message, where choosing an option answers.
 */
export const drawChoices: Draw = (element, page) => {
  refuseUnknown(element, ['label', 'placeholder', 'value', 'style', 'choices']);
  if (page.inputs === 'left-out') return [];
  const options = Array.isArray(element.choices)
    ? element.choices.filter(isRecord).map(toOption)
    : [];
  if (page.inputs === 'form') {
    if (options.length > SLACK_LIMITS.options)
      throw undrawable(`A form's list of more than ${SLACK_LIMITS.options}`);
    return inForm(element, page, select(element, 'value', options));
  }
  const lists = portions(options).map((some, index): Piece => {
    const block: KnownBlock = {
      type: 'actions',
      elements: [select(element, pickId(page.prompt, index), some)],
    };
    return { kind: 'block', apart: true, block };
  });
  return [
    { kind: 'line', apart: true, boxed: page.boxed, runs: [boldRun(stringIn(element.label))] },
    ...lists,
  ];
};

function inForm(element: CardElement, page: Page, input: InputBlockElement): Piece[] {
  if (page.inputs !== 'form') return [];
  const label = plainText(stringIn(element.label), SLACK_LIMITS.inputLabel);
  return [
    toPiece({
      type: 'input',
      block_id: stringIn(element.id),
      label,
      element: input,
      optional: true,
    }),
  ];
}

function toPiece(block: InputBlock): Piece {
  return { kind: 'block', apart: true, block };
}

function select(element: CardElement, actionId: string, options: PlainTextOption[]): StaticSelect {
  const initial = options.find(({ value }) => value === element.value);
  const placeholder = stringIn(element.placeholder);
  return {
    type: 'static_select',
    action_id: actionId,
    ...(placeholder === ''
      ? {}
      : { placeholder: plainText(placeholder, SLACK_LIMITS.placeholder) }),
    ...(initial === undefined ? {} : { initial_option: initial }),
    options,
  };
}

/** Splits options into lists that Slack accepts: one list, unless there are very many. */
function portions(options: readonly PlainTextOption[]): PlainTextOption[][] {
  const lists: PlainTextOption[][] = [];
  let size = 0;
  for (const option of options) {
    const last = lists.at(-1);
    const more = JSON.stringify(option).length;
    if (last !== undefined && last.length < SLACK_LIMITS.options && size + more < MAX) {
      last.push(option);
      size += more;
    } else {
      lists.push([option]);
      size = more;
    }
  }
  return lists;
}

/** A title too long for its line continues on the line below. */
function toOption({ title, value }: Readonly<Record<string, unknown>>): PlainTextOption {
  const text = stringIn(title);
  const id = stringIn(value);
  if (id.length > SLACK_LIMITS.optionValue) {
    throw new SignpostError(
      'card',
      `"${id}" is longer than the ${SLACK_LIMITS.optionValue} characters of an option.`,
    );
  }
  if (text.length <= SLACK_LIMITS.optionText)
    return { text: plainText(text, SLACK_LIMITS.optionText), value: id };
  const [first, second] = [
    text.slice(0, SLACK_LIMITS.optionText).toWellFormed(),
    text.slice(SLACK_LIMITS.optionText),
  ];
  return {
    text: plainText(first, SLACK_LIMITS.optionText),
    description: plainText(second, SLACK_LIMITS.optionDescription),
    value: id,
  };
}
