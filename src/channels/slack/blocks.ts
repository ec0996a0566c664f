import type { KnownBlock } from '@slack/types';
import type { AdaptiveCard } from '../../cards/card.ts';
import type { Locale } from '../../i18n/locale.ts';

export interface SlackMessage {
  readonly blocks: readonly KnownBlock[];
  /** What notifications show and screen readers say: good by itself, and escaped for Slack. */
  readonly text: string;
}

/**
 * A card as one or more messages: the first holds its head, the last its buttons. Inputs are behind a button that opens
 * them as a form (`toModal`), folded parts behind one that opens them to read (`toDetails`). An answered card may need
 * fewer messages than it did while it waited: those left over are to be deleted.
 * @param text the card as plain text, as renderCard made it.
 * @throws SignpostError `card` on an element or a property it does not know.
 */
export function toMessages(card: AdaptiveCard, text: string, locale: Locale): readonly SlackMessage[] {
  return [{ blocks: [{ type: 'header', text: { type: 'plain_text', text: card.type } }], text: `${text}${locale}` }];
}
