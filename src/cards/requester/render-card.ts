import type { Choice, Reply, ReplyKind } from '../../conversation/reply.ts';
import type { AdaptiveCard } from '../shared/card.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import { plainText } from '../shared/plain-text.ts';
import { shortenCard } from '../shared/shorten-card.ts';
import { templates } from '../template/templates.ts';
import { cardData, type DecidedChoice } from './card-data.ts';
import { valuesSize } from './evidence.ts';

/** Characters reserved for the notes that replace values a form has no room for. */
const MARGIN = 6000;

/** The ticket itself holds everything these cards show. */
const SHOWS_A_TICKET: ReadonlySet<ReplyKind> = new Set(['review', 'sent', 'status']);

export interface RenderedCard {
  readonly card: AdaptiveCard;
  /**
   * The same content as plain text (no markup of any kind), complete enough to act on without the
   * card.
   */
  readonly text: string;
}

export interface RenderOptions {
  /**
   * Set if the card was answered: the choice, or null if it lapsed. The card then has no buttons.
   */
  readonly decided?: { readonly choice: Choice | null } | null;
}

/**
 * Makes an Adaptive Card 1.5 of a reply, in its language. User text never becomes markup or a
 * template expression.
 * @throws SignpostError `card` if a template or a word is missing or broken.
 */
export function renderCard(reply: Reply, options: RenderOptions = {}): RenderedCard {
  const decided = options.decided ?? null;
  const filled = templates.fill(reply.kind, reply.locale, cardData(reply, decided));
  const card = overflowOf(filled) > 0 ? smaller(reply, decided, filled) : filled;
  return { card, text: plainText(card, reply.locale) };
}

/**
 * If people wrote more than a card can carry, shows less of it. Any other excess is for the check
 * to find.
 */
function smaller(reply: Reply, decided: DecidedChoice, filled: AdaptiveCard): AdaptiveCard {
  if (SHOWS_A_TICKET.has(reply.kind)) return shortenCard(filled);
  if (reply.kind !== 'evidence') return filled;
  const room = valuesSize(reply) - overflowOf(filled) - MARGIN;
  return templates.fill(reply.kind, reply.locale, cardData(reply, decided, room));
}

/** Returns by how many characters of JSON a card is too large. */
function overflowOf(card: AdaptiveCard): number {
  return JSON.stringify(card).length - CARD_LIMITS.cardBytes / 2;
}

/**
 * Reads and parses the templates of all requester cards in advance, which are otherwise parsed one
 * by one on first use. The desk's templates can wait: a process needs few of them, and parsed they
 * take 10 MB.
 * @throws SignpostError `card` if one of them is broken.
 */
export function prepareCards(): Promise<void> {
  return templates.prepare((name) => !name.startsWith('desk-'));
}
