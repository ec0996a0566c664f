import { type AdaptiveCard, isRecord } from './card.ts';
import { beginning } from './inline-markup.ts';
import { CARD_LIMITS, utf16Bytes } from './limits.ts';
import { hasMoment } from './moment.ts';

/** Lengths to cut texts to, tried in order until the card fits. */
const CUTS = [400, 200, 100, 50];

/**
 * Cuts the longest texts of a card that is too large to send. Only for cards with content that is
 * stored in full elsewhere, such as in a ticket.
 */
export function shortenCard<Press extends object>(card: AdaptiveCard<Press>): AdaptiveCard<Press> {
  let shorter = card;
  for (const most of CUTS) {
    if (utf16Bytes(JSON.stringify(shorter)) <= CARD_LIMITS.cardBytes) return shorter;
    shorter = { ...card, body: card.body.map((element) => cutRuns(element, most)) };
  }
  return shorter;
}

function cutRuns<Node>(node: Node, most: number): Node;
function cutRuns(node: unknown, most: number): unknown {
  if (Array.isArray(node)) return node.map((item) => cutRuns(item, most));
  if (!isRecord(node)) return node;
  if (node.type === 'TextRun' && typeof node.text === 'string' && node.text.length > most) {
    // Cut, a moment would be shown as code. It stands in short lines of ours.
    if (hasMoment(node.text)) return node;
    return { ...node, text: `${beginning(node.text, most)}…` };
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, cutRuns(value, most)]),
  );
}
