import type { Reply, ReplyKind } from '../../conversation/reply.ts';
import type { TicketUpdate } from '../../conversation/ticket-update.ts';
import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import type { Data, OwnData } from '../template/template.ts';
import { asTicketNumber, asTitle, asWritten, fact, type ShownFact } from './shown.ts';

type ReplyOf<Kind extends ReplyKind> = Extract<Reply, { kind: Kind }>;

/**
 * Shows an update of a ticket. An agent's text is shown in full, because the requester can't read
 * it anywhere else.
 */
export function ticketNewsData(
  { number, title, news }: ReplyOf<'ticket-news'>,
  locale: Locale,
): OwnData {
  const heading = translate(locale, `card.ticketNews.title.${news.code}`);
  return {
    speak: `${heading}. ${asTicketNumber(number)}`,
    heading,
    about: [...byFact(news, locale), ...ticketFact(number, title, locale)],
    said: 'text' in news ? [{ text: asWritten(news.text, locale, CARD_LIMITS.shownWhole) }] : [],
    hint: hintOf(news, locale),
  };
}

/** Asks if the problem is solved; the input for the reason is removed once answered. */
export function solvedQuestionData(
  reply: ReplyOf<'solved-question'>,
  locale: Locale,
  decided: boolean,
): OwnData {
  const { number, title, by, text } = reply;
  return {
    speak: `${translate(locale, 'card.solvedQuestion.title')} ${asTicketNumber(number)}`,
    about: [
      ...fact(translate(locale, 'card.solvedQuestion.by'), by, locale),
      ...ticketFact(number, title, locale),
    ],
    done: text === null ? [] : [{ text: asWritten(text, locale, CARD_LIMITS.shownWhole) }],
    form: decided ? [] : [{}],
  };
}

export function ratingData(
  { number, title }: ReplyOf<'rating'>,
  locale: Locale,
  decided: boolean,
): OwnData {
  return {
    speak: `${translate(locale, 'card.rating.title')} ${asTicketNumber(number)}`,
    about: ticketFact(number, title, locale),
    form: decided ? [] : [{}],
  };
}

function byFact(news: TicketUpdate, locale: Locale): ShownFact[] {
  return news.code === 'closed'
    ? []
    : fact(translate(locale, `card.ticketNews.by.${news.code}`), news.by, locale);
}

function ticketFact(number: string, title: string, locale: Locale): ShownFact[] {
  return fact(
    translate(locale, 'card.ticketNews.about'),
    `${asTicketNumber(number)} · ${asTitle(title)}`,
    locale,
  );
}

function hintOf(news: TicketUpdate, locale: Locale): Data[] {
  switch (news.code) {
    case 'replied':
    case 'asked':
      return [{ text: translate(locale, `card.ticketNews.hint.${news.code}`) }];
    case 'closed':
      return [{ text: translate(locale, 'card.ticketNews.hint.closed', { count: news.days }) }];
    case 'taken':
    case 'reopened':
      return [];
    default:
      return news satisfies never;
  }
}
