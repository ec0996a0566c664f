import type { InputBlock } from '@slack/types';
import type { AdaptiveCard, CardAction } from '../../../cards/shared/card.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { translate } from '../../../i18n/words.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { plainText } from '../render/text-object.ts';

/** The form field that says which of several answers the form goes with. */
const ANSWER = 'signpost-answer';

/** Returns the buttons of a card that send its inputs. */
export function sendingActions<Press extends object>({
  actions,
}: AdaptiveCard<Press>): CardAction<Press>[] {
  return actions.filter(({ associatedInputs }) => associatedInputs === 'auto');
}

/**
 * Returns the choice among several answers as a form input. A single answer needs none: the form's
 * button sends it.
 */
export function answerInputs(
  actions: readonly { readonly title: string }[],
  locale: Locale,
): InputBlock[] {
  if (actions.length < 2) return [];
  const options = actions.slice(0, SLACK_LIMITS.radioOptions).map(({ title }, index) => ({
    text: plainText(title, SLACK_LIMITS.optionText),
    value: String(index),
  }));
  const label = plainText(translate(locale, 'slack.block.answer'), SLACK_LIMITS.inputLabel);
  return [
    {
      type: 'input',
      block_id: ANSWER,
      label,
      element: { type: 'radio_buttons', action_id: 'value', options },
    },
  ];
}

/**
 * Returns which of a card's answers a submitted form gives, and the fields that go with it.
 * @param fields the form's content, as read by `fieldsOf`.
 * @returns null if the form gives none of them.
 */
export function sentBy<Press extends object>(
  card: AdaptiveCard<Press>,
  fields: Readonly<Record<string, string>>,
): { readonly data: Press; readonly fields: Record<string, string> } | null {
  const actions = sendingActions(card);
  const { [ANSWER]: answer, ...others } = fields;
  const [only, ...more] = actions;
  const sent = more.length === 0 ? only : actions.find((_, index) => String(index) === answer);
  return sent === undefined ? null : { data: sent.data, fields: others };
}
