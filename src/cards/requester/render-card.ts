import type { Choice, Reply, ReplyKind } from '../../conversation/reply.ts';
import type { AdaptiveCard } from '../shared/card.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import { plainText } from '../shared/plain-text.ts';
import { shortenCard } from '../shared/shorten-card.ts';
import { templates } from '../template/templates.ts';
import { cardData, type DecidedChoice } from './card-data.ts';
import { valuesSize } from './evidence.ts';

/** For the words that stand in place of what a form has no room for, in characters. */
const MARGIN = 6000;

/** The ticket itself holds all of what these cards show. */
const SHOWS_A_TICKET: ReadonlySet<ReplyKind> = new Set(['review', 'sent', 'status']);

export interface RenderedCard {
  readonly card: AdaptiveCard;
  /** The same in plain text (no markup of any kind), complete enough to act on without the card. */
  readonly text: string;
}

export interface RenderOptions {
  /** Set where the card was answered: what was chosen, or null where it merely lapsed. Then it has no buttons. */
  readonly decided?: { readonly choice: Choice | null } | null;
}

/**
 * Makes an Adaptive Card 1.5 of a reply, in the reply's language. Nothing a person wrote becomes markup or a template
 * expression in it.
 * @throws SignpostError `card` where a template or a word is missing or broken.
 */
export function renderCard(reply: Reply, options: RenderOptions = {}): RenderedCard {
  const decided = options.decided ?? null;
  const filled = templates.fill(reply.kind, reply.locale, cardData(reply, decided));
  const card = overflowOf(filled) > 0 ? smaller(reply, decided, filled) : filled;
  return { card, text: plainText(card, reply.locale) };
}

/** Where people wrote more than a card can carry, it shows less of that; anything else is for the check to find. */
function smaller(reply: Reply, decided: DecidedChoice, filled: AdaptiveCard): AdaptiveCard {
  if (SHOWS_A_TICKET.has(reply.kind)) return shortenCard(filled);
  if (reply.kind !== 'evidence') return filled;
  const room = valuesSize(reply) - overflowOf(filled) - MARGIN;
  return templates.fill(reply.kind, reply.locale, cardData(reply, decided, room));
}

/** Characters of JSON by which a card is too large. */
function overflowOf(card: AdaptiveCard): number {
  return JSON.stringify(card).length - CARD_LIMITS.cardBytes / 2;
}

/**
 * Reads and parses the templates of all that requesters are told, which otherwise happens one by one as they are first
 * needed. Those of the desk can wait: few are ever needed in one process, and parsed they take 10 MB.
 * @throws SignpostError `card` where one of them is broken.
 */
export function prepareCards(): Promise<void> {
  return templates.prepare((name) => !name.startsWith('desk-'));
}
