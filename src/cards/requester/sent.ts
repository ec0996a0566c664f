import type { ExpectedAnswer } from '../../conversation/event.ts';
import type { Notice } from '../../conversation/notice.ts';
import type { Reply } from '../../conversation/reply.ts';
import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import { momentMark } from '../shared/moment.ts';
import { spoken } from '../shared/summary.ts';
import type { OwnData } from '../template/template.ts';
import { asTicketNumber, asTitle, fact } from './shown.ts';
import { fixesData } from './ticket.ts';

/** Says that the ticket was sent, and what happens next. */
export function sentData(
  { number, ticket, answer }: Extract<Reply, { kind: 'sent' }>,
  locale: Locale,
): OwnData {
  return {
    speak: spoken(
      [translate(locale, 'card.sent.title'), `${asTitle(number)} · ${asTitle(ticket.title)}`],
      locale,
    ),
    number: asTitle(number),
    about: [
      ...fact(translate(locale, 'card.sent.subject'), ticket.title, locale),
      ...fact(
        translate(locale, 'card.review.priority'),
        translate(locale, `priority.${ticket.priority}`),
        locale,
      ),
    ],
    answer: answerLine(answer, locale),
    fixes: fixesData(ticket, locale),
  };
}

function answerLine(answer: ExpectedAnswer | undefined, locale: Locale): string {
  if (answer === undefined) return translate(locale, 'card.sent.coming.unknown');
  const [when, opens] = [answer.by, answer.opensAt].map((at) =>
    at === null ? '' : momentMark(at),
  );
  if (answer.by === null && answer.opensAt === null)
    return translate(locale, 'card.sent.coming.open');
  if (answer.by === null)
    return translate(locale, 'card.sent.coming.opens', { opens: opens ?? '' });
  const key = answer.opensAt === null ? 'by' : 'opensBy';
  return translate(locale, `card.sent.coming.${key}`, { when: when ?? '', opens: opens ?? '' });
}

/** Says when somebody answers a ticket. */
export function answerTimeLine(
  { number, standing, when }: Extract<Notice, { code: 'answer-time' }>,
  locale: Locale,
): string {
  const key =
    standing === 'expected' ? 'notice.answer-time' : (`notice.answer-time-${standing}` as const);
  return translate(locale, key, {
    number: asTicketNumber(number),
    when: when === null ? '' : momentMark(when),
  });
}
