import type { Button, KnownBlock } from '@slack/types';
import type { CardAction } from '../../../../cards/shared/card.ts';
import type { Locale } from '../../../../i18n/locale.ts';
import { translate } from '../../../../i18n/words.ts';
import { pressButton } from '../../inbound/press.ts';
import { SLACK_LIMITS } from '../../limits.ts';
import { plainText } from '../text-object.ts';
import { rows } from './assemble.ts';
import { splitText } from './split.ts';

/**
 * These buttons' places in the message start here; buttons that unfold parts have the numbers
 * below.
 */
const FIRST_PLACE = 100;
/** Scripts and symbols as wide as two Latin letters. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

/**
 * Returns the buttons of a card. Slack truncates a button's label at some 30 characters: if one of
 * several similar buttons is longer, each becomes a line of text with a button beside it.
 * @param form replacement for the button that sends the inputs: a button that opens them, or
 * (`picked`) nothing. If several buttons send them, each is an answer by itself, and an additional
 * button opens the form to say more.
 */
export function buttonBlocks(
  actions: readonly CardAction[],
  form: 'none' | 'opened' | 'picked',
  locale: Locale,
): KnownBlock[] {
  const long = new Set(
    actions
      .filter(({ title }) => width(title) > SLACK_LIMITS.buttonShown)
      .map(({ data }) => data.verb),
  );
  const sending = actions.filter(({ associatedInputs }) => associatedInputs === 'auto');
  const lines: KnownBlock[] = [];
  const buttons: Button[] = [];
  actions.forEach((action, index) => {
    const sends = sending.includes(action);
    if (sends && form === 'picked') return;
    const place = FIRST_PLACE + index;
    if (sends && form === 'opened' && sending.length === 1)
      buttons.push(formButton(action, place, locale));
    else if (long.has(action.data.verb)) lines.push(...choiceLine(action, place, locale));
    else
      buttons.push(
        pressButton(action.title, { kind: 'press', ...action.data }, place, styleOf(action)),
      );
  });
  const [first, ...others] = sending;
  if (form === 'opened' && first !== undefined && others.length > 0) {
    const opens = { kind: 'form', prompt: first.data.prompt } as const;
    buttons.push(
      pressButton(translate(locale, 'slack.block.openMore'), opens, FIRST_PLACE + actions.length),
    );
  }
  return [
    ...lines,
    ...rows(buttons).map((elements): KnownBlock => ({ type: 'actions', elements })),
  ];
}

/** "Continue" says too little when the form isn't open yet; other answers keep their own label. */
function formButton(action: CardAction, place: number, locale: Locale): Button {
  const title =
    action.data.verb === 'submit' ? translate(locale, 'slack.block.openForm') : action.title;
  return pressButton(title, { kind: 'form', prompt: action.data.prompt }, place, styleOf(action));
}

function choiceLine(action: CardAction, place: number, locale: Locale): KnownBlock[] {
  const press = { kind: 'press', ...action.data } as const;
  const button = pressButton(
    translate(locale, 'slack.block.choose'),
    press,
    place,
    styleOf(action),
  );
  const label = plainText(action.title, SLACK_LIMITS.buttonLabel).text;
  const parts = splitText(action.title, SLACK_LIMITS.text);
  return parts.map((part, index) => ({
    type: 'section',
    text: plainText(part, SLACK_LIMITS.text),
    ...(index === parts.length - 1 ? { accessory: { ...button, accessibility_label: label } } : {}),
  }));
}

function styleOf({ style }: CardAction): 'primary' | undefined {
  return style === 'positive' ? 'primary' : undefined;
}

function width(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
