import type { Reply, ReplyKind } from '../../conversation/reply.ts';
import type { TicketUpdate } from '../../conversation/ticket-update.ts';
import type { Locale } from '../../i18n/locale.ts';
import { translate, type WordKey } from '../../i18n/words.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import { spoken } from '../shared/summary.ts';
import type { Data, OwnData } from '../template/template.ts';
import {
  asFormatted,
  asTicketNumber,
  asTitle,
  type Formatted,
  fact,
  type ShownFact,
  wordsOf,
} from './shown.ts';

type ReplyOf<Kind extends ReplyKind> = Extract<Reply, { kind: Kind }>;

/**
 * Shows an update of a ticket. An agent's text is shown in full, because the requester can't read
 * it anywhere else.
 */
export function ticketUpdateData(
  { number, title, news: update }: ReplyOf<'ticket-news'>,
  locale: Locale,
): OwnData {
  const heading = translate(locale, `card.ticketNews.title.${update.code}`);
  const said: Formatted = 'text' in update ? update : { text: '' };
  return {
    speak: spoken(
      [numbered(`card.ticketNews.title.${update.code}`, number, locale), wordsOf(said)],
      locale,
    ),
    heading,
    about: [...byFact(update, locale), ...ticketFact(number, title, locale)],
    said: said.text === '' ? [] : [{ text: asFormatted(said, locale, CARD_LIMITS.shownWhole) }],
    hint: hintOf(update, locale),
  };
}

/** Asks if the problem is solved; the input for the reason is removed once answered. */
export function solvedQuestionData(
  reply: ReplyOf<'solved-question'>,
  locale: Locale,
  decided: boolean,
): OwnData {
  const { number, title, by, text, format } = reply;
  const done: Formatted = { text: text ?? '', ...(format && { format }) };
  return {
    speak: spoken([numbered('card.solvedQuestion.title', number, locale), wordsOf(done)], locale),
    about: [
      ...fact(translate(locale, 'card.solvedQuestion.by'), by, locale),
      ...ticketFact(number, title, locale),
    ],
    done: text === null ? [] : [{ text: asFormatted(done, locale, CARD_LIMITS.shownWhole) }],
    form: decided ? [] : [{}],
  };
}

export function ratingData(
  { number, title }: ReplyOf<'rating'>,
  locale: Locale,
  decided: boolean,
): OwnData {
  return {
    speak: numbered('card.rating.title', number, locale),
    about: ticketFact(number, title, locale),
    form: decided ? [] : [{}],
  };
}

/** A heading and the ticket it is about, for a notification. */
function numbered(heading: WordKey, number: string, locale: Locale): string {
  return translate(locale, 'text.of-ticket', {
    heading: translate(locale, heading),
    number: asTicketNumber(number),
  });
}

function byFact(update: TicketUpdate, locale: Locale): ShownFact[] {
  return update.code === 'closed'
    ? []
    : fact(translate(locale, `card.ticketNews.by.${update.code}`), update.by, locale);
}

function ticketFact(number: string, title: string, locale: Locale): ShownFact[] {
  return fact(
    translate(locale, 'card.ticketNews.about'),
    `${asTicketNumber(number)} · ${asTitle(title)}`,
    locale,
  );
}

function hintOf(update: TicketUpdate, locale: Locale): Data[] {
  switch (update.code) {
    case 'replied':
    case 'asked':
      return [{ text: translate(locale, `card.ticketNews.hint.${update.code}`) }];
    case 'closed':
      return [{ text: translate(locale, 'card.ticketNews.hint.closed', { count: update.days }) }];
    case 'taken':
    case 'reopened':
      return [];
    default:
      return update satisfies never;
  }
}
