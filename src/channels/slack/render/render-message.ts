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
  /** What notifications show and screen readers say: good by itself, and escaped for Slack. */
  readonly text: string;
}

/** What is the card's own: how hosts that draw cards treat it as a whole. */
export const CARD_PROPERTIES = [
  'version',
  '$schema',
  'lang',
  'speak',
  'fallbackText',
  'msteams',
  'body',
  'actions',
];

/**
 * A card as one or more messages: the first holds its head, the last its buttons. Inputs are behind a button that opens
 * them as a form (`toModal`), folded parts behind one that opens them to read (`toDetails`). An answered card may need
 * fewer messages than it did while it waited: those left over are to be deleted.
 * @param text the card as plain text, as renderCard made it.
 * @throws SignpostError `card` on an element or a property it does not know.
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
    // A message of nothing but buttons says what they are for.
    text: fallback((index > 0 && blocksText(some)) || text),
  }));
}

/** The text as far as a notification can hold it: the blocks hold all of it. */
export function fallback(text: string): string {
  const escaped = escapeText(text);
  if (escaped.length <= SLACK_LIMITS.fallbackText) return escaped;
  const [first = ''] = splitText(escaped, SLACK_LIMITS.fallbackText - 1);
  return `${first.replace(/&[a-z]*$/, '').trimEnd()}…`;
}
