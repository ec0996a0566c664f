import type { Reply, ReplyKind } from '../../conversation/reply.ts';
import { actionsOf } from '../shared/actions.ts';
import type { RenderedCard } from '../shared/card.ts';
import { fillAndFit } from '../shared/fill-and-fit.ts';
import { templates } from '../template/templates.ts';
import { cardData, type DecidedChoice } from './card-data.ts';
import { valuesSize } from './evidence.ts';

/** Characters reserved for the notes that replace values a form has no room for. */
const MARGIN = 6000;

/** The ticket itself holds everything these cards show. */
const SHOWS_A_TICKET: ReadonlySet<ReplyKind> = new Set(['review', 'sent', 'status']);

export interface RenderOptions {
  /**
   * Set if the card was answered: the choice, or null if it lapsed. The card then has no buttons.
   */
  readonly decided?: DecidedChoice;
}

/**
 * Makes an Adaptive Card 1.5 of a reply, in its language. User text never becomes markup or a
 * template expression. If people wrote more than a card can carry, it shows less of it.
 * @throws SignpostError `card` if a template or a word is missing or broken.
 */
export function renderCard(reply: Reply, options: RenderOptions = {}): RenderedCard {
  const decided = options.decided ?? null;
  const whole = () => cardData(reply, decided);
  return fillAndFit({
    template: reply.kind,
    locale: reply.locale,
    timeZone: zoneOf(reply),
    actions: decided === null ? actionsOf(reply) : [],
    versions:
      reply.kind === 'evidence'
        ? [whole, (excess) => cardData(reply, decided, valuesSize(reply) - excess - MARGIN)]
        : [whole],
    isCut: SHOWS_A_TICKET.has(reply.kind),
  });
}

/** Returns the time zone of the person a reply with times in it is for; null if unknown. */
function zoneOf(reply: Reply): string | null {
  switch (reply.kind) {
    case 'review':
    case 'sent':
      return reply.ticket.requester.timeZone;
    case 'status':
      return reply.status.timeZone;
    case 'notice':
      return 'timeZone' in reply.notice ? reply.notice.timeZone : null;
    default:
      return null;
  }
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
