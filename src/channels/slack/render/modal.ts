import type { KnownBlock, ModalView } from '@slack/types';
import { type AdaptiveCard, isRecord } from '../../../cards/shared/card.ts';
import type { EvidenceForm } from '../../../conversation/reply.ts';
import { SignpostError } from '../../../diagnostics/errors.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { translate } from '../../../i18n/words.ts';
import { EVIDENCE_LIMITS } from '../../../tickets/payload.ts';
import { answerInputs, sendingActions } from '../inbound/form-answer.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { assemble } from './blocks/assemble.ts';
import { draw } from './blocks/draw.ts';
import { elementsWithin } from './blocks/element.ts';
import { foldOf } from './blocks/fold.ts';
import { joinParts } from './blocks/long-text.ts';
import type { Page } from './blocks/page.ts';
import { textOf } from './blocks/split.ts';
import { markdownOf } from './rich-markdown.ts';
import { plainText } from './text-object.ts';

/** `callback_id` of a form, whose submission is a press of the card's `submit`. */
const FORM_CALLBACK = 'signpost-form';
/** `callback_id` of a read-only modal. */
const DETAILS_CALLBACK = 'signpost-details';

/** The `block_id` of an input: its field, and the number of the box if a field has several. */
const BLOCK_ID = /^([a-z][\w-]{0,100})(?:\+(\d))?$/i;

export interface ModalOptions {
  readonly locale: Locale;
  /** Stored in `private_metadata`, at most 3000 characters. */
  readonly metadata: string;
  /** Truncated to 24 characters; a default title if empty. */
  readonly title: string;
}

/**
 * Returns the form of a card with inputs, filled with the existing values of any length. If the
 * card has several answers that send the inputs, the form first asks for one (`sentBy` reads it).
 * @throws SignpostError `card` on an unknown element, or a card without inputs.
 */
export function toModal<Press extends object>(
  card: AdaptiveCard<Press>,
  options: ModalOptions,
): ModalView {
  const { locale } = options;
  const answers = sendingActions(card);
  const [submit, ...others] = answers;
  if (submit === undefined)
    throw new SignpostError('card', 'A card without a button that sends its inputs is no form.');
  const drawn = draw(card.body, { ...page(locale), inputs: 'form' });
  const [first] = drawn;
  const heading = first?.kind === 'heading' ? first.runs.map(textOf).join('') : '';
  const title =
    heading !== '' && heading.length <= SLACK_LIMITS.viewTitle
      ? heading
      : translate(locale, 'slack.block.formTitle');
  // The modal has a title of its own.
  const blocks = assemble(heading === '' ? drawn : drawn.slice(1), { prompt: '', largest: 2 });
  const inputs = blocks.findIndex(({ type }) => type === 'input');
  return {
    ...view(options, title, blocks.toSpliced(inputs, 0, ...answerInputs(answers, locale))),
    callback_id: FORM_CALLBACK,
    submit: plainText(
      others.length === 0 ? submit.title : translate(locale, 'slack.block.send'),
      SLACK_LIMITS.viewSubmit,
    ),
  };
}

/**
 * Returns a folded part of a card to read, as requested by the `show` button of its message.
 * @param target id of the part, from `readPress`.
 * @returns null if the card has no such part.
 */
export function toDetails<Press extends object>(
  card: AdaptiveCard<Press>,
  target: string,
  options: ModalOptions,
): ModalView | null {
  const { locale } = options;
  const folded = elementsWithin(card.body).find(({ id }) => id === target);
  if (folded === undefined) return null;
  const title = elementsWithin(card.body)
    .map((element) => foldOf(element))
    .find((fold) => fold?.target === target)?.title;
  const drawn = (nested: Page['folded']) =>
    assemble(draw([{ ...folded, isVisible: true }], { ...page(locale), folded: nested }), {
      prompt: '',
      largest: 1,
    });
  // Parts folded within it can't be opened from here.
  const whole = drawn('shown');
  const blocks = whole.length < SLACK_LIMITS.viewBlocks ? whole : drawn('left-out');
  const fits = title !== undefined && title.length <= SLACK_LIMITS.viewTitle;
  const named: KnownBlock[] =
    title === undefined || fits
      ? []
      : [{ type: 'header', text: plainText(title, SLACK_LIMITS.header) }];
  return {
    ...view(options, fits ? title : translate(locale, 'slack.block.detailsTitle'), [
      ...named,
      ...blocks,
    ]),
    callback_id: DETAILS_CALLBACK,
  };
}

/**
 * Returns the errors of a submitted form for `response_action: 'errors'`: a sentence by block id.
 */
export function modalErrors(
  problems: EvidenceForm['problems'],
  locale: Locale,
): Record<string, string> {
  const sentences = Object.entries(EVIDENCE_LIMITS).flatMap(([field, limit]) => {
    const problem = Object.entries(problems).find(([name]) => name === field)?.[1];
    return problem === undefined
      ? []
      : [[field, translate(locale, `problem.${problem}`, { limit })]];
  });
  return Object.fromEntries(sentences);
}

/**
 * Returns a submitted form's values (`view.state.values`) by field: the `fields` of a press event.
 * Empty inputs become empty strings.
 */
export function fieldsOf(values: unknown): Record<string, string> {
  const boxes = new Map<
    string,
    { readonly number: number; readonly text: string; readonly start: string }[]
  >();
  for (const [blockId, actions] of Object.entries(isRecord(values) ? values : {})) {
    const [, field, number = '1'] = BLOCK_ID.exec(blockId) ?? [];
    const [input] = Object.entries(isRecord(actions) ? actions : {});
    if (field === undefined || input === undefined) continue;
    const [start, state] = input;
    boxes.set(field, [
      ...(boxes.get(field) ?? []),
      { number: Number(number), text: stateText(state), start },
    ]);
  }
  return Object.fromEntries(
    [...boxes].map(([field, parts]) => [field, joinParts(parts.sort(byNumber))]),
  );
}

function page(locale: Locale): Page {
  return {
    locale,
    surface: 'modal',
    prompt: '',
    inputs: 'left-out',
    folded: 'left-out',
    boxed: false,
    draw,
  };
}

function view(
  { locale, metadata, title }: ModalOptions,
  fallbackTitle: string,
  blocks: KnownBlock[],
): ModalView {
  if (metadata.length > SLACK_LIMITS.privateMetadata) {
    throw new SignpostError(
      'card',
      `A modal can carry ${SLACK_LIMITS.privateMetadata} characters; shorten what it carries.`,
    );
  }
  return {
    type: 'modal',
    title: plainText(title || fallbackTitle, SLACK_LIMITS.viewTitle),
    close: plainText(translate(locale, 'slack.block.close'), SLACK_LIMITS.viewClose),
    private_metadata: metadata,
    blocks,
  };
}

/** Returns the value of one input of any type; the payload has null if it is empty. */
function stateText(state: unknown): string {
  if (!isRecord(state)) return '';
  const option = isRecord(state.selected_option) ? state.selected_option.value : null;
  if (isRecord(state.rich_text_value)) return markdownOf(state.rich_text_value);
  const text = state.value ?? state.selected_date ?? state.selected_time ?? option;
  return typeof text === 'string' ? text : '';
}

function byNumber(one: { readonly number: number }, other: { readonly number: number }): number {
  return one.number - other.number;
}
