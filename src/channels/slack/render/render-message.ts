import type { KnownBlock } from '@slack/types';
import type { RenderedCard } from '../../../cards/shared/card.ts';
import { summaryOf } from '../../../cards/shared/summary.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { translate } from '../../../i18n/words.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { assemble } from './blocks/assemble.ts';
import { blocksText } from './blocks/blocks-text.ts';
import { buttonBlocks } from './blocks/buttons.ts';
import { draw } from './blocks/draw.ts';
import { elementsWithin, refuseUnknown } from './blocks/element.ts';
import { pack } from './blocks/pack.ts';
import { splitText } from './blocks/split.ts';
import { escapeText } from './mrkdwn.ts';

export interface SlackMessage {
  readonly blocks: readonly KnownBlock[];
  /**
   * What the message is about, escaped for Slack. Notifications on phones show it, and screen
   * readers read it instead of the blocks: https://docs.slack.dev/reference/methods/chat.postMessage
   * and https://docs.slack.dev/changelog/2026/07/13/notification-changes
   */
  readonly text: string;
  /**
   * The whole content, escaped for Slack, sent if Slack refuses the blocks; absent if `text` is
   * whole.
   */
  readonly plain?: string;
}

/** Properties of the card itself, for hosts that draw cards. */
export const CARD_PROPERTIES = [
  'version',
  '$schema',
  'lang',
  'speak',
  'fallbackText',
  // Slack takes the direction from the text itself.
  'rtl',
  'msteams',
  'body',
  'actions',
];

/**
 * Renders a card as one or more messages: the first holds its head, the last its buttons. A button
 * opens inputs as a form (`toModal`), another opens folded parts to read (`toDetails`). An answered
 * card may need fewer messages than it did while waiting: delete the surplus.
 * @param rendered the card with its texts, from renderCard.
 * @throws SignpostError `card` on an unknown element or property.
 */
export function toMessages(
  { card, text, summary }: RenderedCard,
  locale: Locale,
): readonly SlackMessage[] {
  refuseUnknown(card, CARD_PROPERTIES);
  const prompt = card.actions[0]?.data.prompt ?? '';
  const inputs = elementsWithin(card.body).filter(({ type }) => type.startsWith('Input.'));
  const listed = inputs.length === 1 && inputs[0]?.type === 'Input.ChoiceSet';
  const pieces = draw(card.body, {
    locale,
    surface: 'message',
    prompt,
    inputs: listed ? 'list' : 'left-out',
    folded: card.actions.length > 0 ? 'offered' : 'shown',
    boxed: false,
    draw,
  });
  const form = inputs.length === 0 ? 'none' : listed ? 'picked' : 'opened';
  const blocks = [
    ...assemble(pieces, { prompt, largest: 1 }),
    ...buttonBlocks(card.actions, form, locale),
  ];
  return withTexts(pack(blocks), { text, summary }, locale);
}

/** Gives each of the messages that show a card the texts for where its blocks are not shown. */
export function withTexts(
  messages: readonly (readonly KnownBlock[])[],
  { text, summary }: Pick<RenderedCard, 'text' | 'summary'>,
  locale: Locale,
): readonly SlackMessage[] {
  const parts = messages.length;
  return messages.map((blocks, index) => ({
    blocks,
    text: escapeText(
      index === 0
        ? summary
        : summaryOf(translate(locale, 'text.part', { summary, part: index + 1, parts }), locale),
    ),
    // A message with only buttons says what they are for.
    plain: plainOf((index > 0 && blocksText(blocks)) || text),
  }));
}

/** Returns as much of the text as a message without blocks can hold. */
function plainOf(text: string): string {
  const escaped = escapeText(text);
  if (escaped.length <= SLACK_LIMITS.fallbackText) return escaped;
  const [first = ''] = splitText(escaped, SLACK_LIMITS.fallbackText - 1);
  return `${first.replace(/&[a-z]*$/, '').trimEnd()}…`;
}
