import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { HistoryView, LookupView, QueueRow, QueueView } from '../../ports/agent-reply.ts';
import { QUEUE_FILTERS } from '../../tickets/agent-command/queue-filter.ts';
import { asTicketNumber, asTitle, asWritten } from '../requester/shown.ts';
import type { TextRun } from '../shared/card.ts';
import { linkRuns, literalRuns, unmarked } from '../shared/inline-markup.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import { momentMark } from '../shared/moment.ts';
import { spoken } from '../shared/summary.ts';
import type { Data, OwnData } from '../template/template.ts';
import { type AgentButtons, agentAction, pageButtons, ticketButton } from './desk-actions.ts';
import { type CardViewer, cardLink } from './desk-words.ts';
import { fixesData } from './fixes.ts';
import { storyLine } from './story.ts';

/** Builds a page of the queue; for an agent, each ticket has a button that opens it. */
export function queueData(view: QueueView, locale: Locale, viewer: CardViewer): OwnData {
  const { filter, rows, total } = view;
  const heading = translate(locale, `desk.queue.title.${filter}`);
  return {
    speak: spoken([heading, pagesLine(view, locale)], locale),
    heading,
    empty: total === 0 ? [{ text: translate(locale, `desk.queue.empty.${filter}`) }] : [],
    rows: rows.map((row) => queueRow(row, locale, viewer)),
    pages: total === 0 ? [] : [{ text: pagesLine(view, locale) }],
  };
}

/** Builds the buttons to the neighboring pages and to the other parts of the queue. */
export function queueButtons(view: QueueView, locale: Locale): AgentButtons {
  const to = { desk: 'queue', ticket: null, revision: null } as const;
  const others = QUEUE_FILTERS.filter((filter) => filter !== view.filter);
  const main = [
    ...pageButtons(view, { ...to, filter: view.filter }, locale),
    ...others.map((filter) =>
      agentAction(translate(locale, `desk.queue.filter.${filter}`), { ...to, filter, page: 1 }),
    ),
  ];
  return { main, rarer: [], commands: [] };
}

/** Builds a page of a ticket's history, oldest first. */
export function historyData(view: HistoryView, locale: Locale): OwnData {
  const heading = translate(locale, 'desk.history.title', { number: asTicketNumber(view.number) });
  return {
    speak: spoken([heading, asTitle(view.title)], locale),
    heading,
    title: asTitle(view.title),
    cardLink: cardLink(view, locale),
    events: view.events.map((event) => storyLine(event, locale, CARD_LIMITS.shown)),
    pages: view.pages > 1 ? [{ text: pageLine(view, locale) }] : [],
  };
}

/**
 * Returns what the runbooks know about a text: for each matching symptom, the fixes for users and
 * for administrators.
 */
export function lookupData(
  { text, matches }: LookupView,
  locale: Locale,
  unfolded: number,
): OwnData {
  let room = unfolded;
  const found = matches[0]?.symptom ?? translate(locale, 'desk.lookup.none');
  return {
    speak: spoken([translate(locale, 'desk.lookup.title'), unmarked(found)], locale),
    text: asWritten(text, locale, CARD_LIMITS.shownTitle),
    none: matches.length === 0 ? [{}] : [],
    several: matches.length > 1 ? [{}] : [],
    matches: matches.map((match, index) => {
      const options = { locale, name: `steps-${index + 1}`, unfolded: Math.max(0, room) };
      room -= match.fixes.length;
      return {
        symptom: unmarked(match.symptom),
        sure: translate(locale, 'desk.lookup.sure', {
          percent: Math.round(match.confidence * 100),
        }),
        runbook: unmarked(match.runbook),
        why: asWritten(match.why, locale),
        fixes: fixesData(match.fixes, options),
      };
    }),
  };
}

function queueRow(row: QueueRow, locale: Locale, viewer: CardViewer): Data {
  const number = asTicketNumber(row.number);
  const priority = translate(locale, 'desk.queue.priority', {
    priority: translate(locale, `priority.${row.priority}`),
  });
  const status = translate(locale, `desk.status.${row.status}`);
  const since = translate(locale, 'desk.queue.since', {
    at: momentMark(row.openedAt),
  });
  const show = ticketButton('show', row, locale, translate(locale, 'desk.queue.open', { number }));
  return {
    head: [...numberRuns(number, row.link), ...literalRuns(asTitle(row.title))],
    standing: asTitle([status, row.assignee, priority].filter((part) => part !== null).join(' · ')),
    about: [...(row.requester === null ? [] : [asTitle(row.requester)]), since].join(' · '),
    open: viewer === 'agent' ? [{ actions: [show] }] : [],
  };
}

/** The number opens the ticket's card. */
function numberRuns(number: string, link: string | undefined): readonly TextRun[] {
  const runs = link === undefined ? literalRuns(number) : linkRuns({ url: link, title: number });
  return [...runs.map((run) => ({ ...run, weight: 'Bolder' as const })), ...literalRuns('  ')];
}

function pagesLine(view: QueueView, locale: Locale): string {
  const total = translate(locale, 'desk.queue.total', { count: view.total });
  return view.pages > 1 ? `${pageLine(view, locale)} · ${total}` : total;
}

function pageLine({ page, pages }: Pick<QueueView, 'page' | 'pages'>, locale: Locale): string {
  return translate(locale, 'desk.queue.page', { page, pages });
}
