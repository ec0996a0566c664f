import type { KnownBlock } from '@slack/types';
import type { AdaptiveCard } from '../../../cards/shared/card.ts';
import type { Locale } from '../../../i18n/locale.ts';
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
   * Shown in notifications and spoken by screen readers: complete by itself, and escaped for Slack.
   */
  readonly text: string;
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
 * @param text the card as plain text, from renderCard.
 * @throws SignpostError `card` on an unknown element or property.
 */
export function toMessages(
  card: AdaptiveCard,
  text: string,
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
  return pack(blocks).map((some, index) => ({
    blocks: some,
    // A message with only buttons says what they are for.
    text: fallback((index > 0 && blocksText(some)) || text),
  }));
}

/** Returns as much of the text as a notification can hold; the blocks hold all of it. */
export function fallback(text: string): string {
  const escaped = escapeText(text);
  if (escaped.length <= SLACK_LIMITS.fallbackText) return escaped;
  const [first = ''] = splitText(escaped, SLACK_LIMITS.fallbackText - 1);
  return `${first.replace(/&[a-z]*$/, '').trimEnd()}…`;
}
