import type { StatusView } from '../../conversation/reply.ts';
import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { StageOutcome } from '../../tickets/payload.ts';
import { momentMark } from '../shared/moment.ts';
import { spoken } from '../shared/summary.ts';
import type { Data, OwnData } from '../template/template.ts';
import { asTitle, firstOf } from './shown.ts';

/** Shapes beside the words, so that what helped is visible at a glance. */
const MARKS: Readonly<Record<StageOutcome, string>> = {
  fixed: '✓',
  'no-change': '✗',
  cannot: '–',
  skipped: '→',
};

export function statusData(status: StatusView, locale: Locale): OwnData {
  const now = translate(locale, `card.status.at.${status.at}`);
  const tickets = firstOf(status.tickets, locale, status.moreTickets);
  return {
    speak: spoken([translate(locale, 'card.status.title'), now], locale),
    now,
    symptom: status.symptom === null ? [] : [{ title: asTitle(status.symptom) }],
    tried: triedData(status.attempts, locale),
    tickets:
      tickets.shown.length === 0
        ? []
        : [
            {
              lines: tickets.shown.map((ticket) => ticketLine(ticket, locale)),
              more: tickets.more,
            },
          ],
    noTickets: status.tickets.length === 0 ? [{}] : [],
  };
}

function ticketLine(
  { number, title, at, status, assignee }: StatusView['tickets'][number],
  locale: Locale,
): Data {
  const standing = translate(locale, `card.status.ticket.${status}`);
  return {
    number: asTitle(number),
    title: asTitle(title),
    standing: assignee === null ? standing : `${standing} · ${asTitle(assignee)}`,
    at: momentMark(at),
  };
}

/** Lists what was tried and how it went, as `parts/tried` draws it: none or one list. */
export function triedData(attempts: StatusView['attempts'], locale: Locale): Data[] {
  if (attempts.length === 0) return [];
  const { shown, more } = firstOf(attempts, locale);
  const lines = shown.map(({ title, outcome }) => ({
    mark: MARKS[outcome],
    title: asTitle(title),
    outcome: translate(locale, `outcome.${outcome}`),
  }));
  return [{ lines, more }];
}
