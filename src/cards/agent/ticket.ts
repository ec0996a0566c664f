import type { Locale } from '../../i18n/locale.ts';
import { inSentence } from '../../i18n/locales.ts';
import { translate } from '../../i18n/words.ts';
import type { AgentReply, TicketOverview } from '../../ports/agent-reply.ts';
import type { Priority } from '../../tickets/priority.ts';
import { isOpen, type TicketState } from '../../tickets/ticket-state.ts';
import {
  asTicketNumber,
  asTitle,
  asWritten,
  fact,
  momentFact,
  type ShownFact,
  wordsOf,
} from '../requester/shown.ts';
import { triedData } from '../requester/status.ts';
import {
  environmentFacts,
  evidenceFacts,
  laterData,
  organizationFacts,
  ruledOutFacts,
  section,
} from '../requester/ticket.ts';
import { linkRuns, literalRuns } from '../shared/inline-markup.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import { spoken, summaryOf } from '../shared/summary.ts';
import type { Data, OwnData } from '../template/template.ts';
import { cardLink, requesterLine, requesterName, said, starsOf, whoOf } from './desk-words.ts';
import { fixesData } from './fixes.ts';
import { storyLine } from './story.ts';

/** Icons of the priority, told apart by shape as well as by color; the words say the same. */
const ICONS: Readonly<Record<Priority, string>> = { urgent: '🔺', high: '🔶', normal: '🔹' };
const CLOSED_ICON = '✅';

/** Colors of the priority. */
const COLORS: Readonly<Record<Priority, string>> = {
  urgent: 'attention',
  high: 'warning',
  normal: 'emphasis',
};

/** What a channel shows of a ticket at a glance, with all the rest folded behind a button. */
export function escalationData(
  view: Extract<AgentReply, { kind: 'escalation' }>,
  locale: Locale,
  unfolded: number,
): OwnData {
  const details = detailsData(view, locale, unfolded);
  if (view.ticketState.status === 'closed') return { ...details, ...closedLines(view, locale) };
  const { ticket } = view;
  const { score, missing } = ticket.completeness;
  const list = inSentence(
    missing.map((item) => translate(locale, `missing.${item}`)),
    'and',
    locale,
  );
  return {
    ...details,
    heading: headingOf(view, locale),
    standing: literalRuns(standingOf(view.ticketState, locale)),
    style: colorOf(view.ticketState),
    title: asTitle(ticket.title),
    who: literalRuns(asTitle(requesterLine(ticket.requester, locale))),
    relay: relayLine(view, locale),
    triedLine: triedLine(ticket, locale),
    complete: translate(locale, list === '' ? 'desk.glance.complete' : 'desk.glance.missing', {
      score,
      list,
    }),
  };
}

/** Says who hears what is written in the thread, at a desk where it may be the requester. */
function relayLine({ relay: mark }: { readonly relay?: string }, locale: Locale): Data[] {
  if (mark === undefined) return [];
  return [{ text: literalRuns(translate(locale, 'desk.glance.relay', { mark })) }];
}

/** A ticket that is dealt with is urgent no more. */
function colorOf({ status, priority }: TicketState): string {
  return isOpen({ status }) ? COLORS[priority] : 'good';
}

function headingOf({ number, ticketState }: TicketOverview, locale: Locale): string {
  return translate(locale, 'desk.glance.heading', {
    icon: ICONS[ticketState.priority],
    priority: translate(locale, `priority.${ticketState.priority}`),
    number: asTicketNumber(number),
  });
}

function triedLine({ attempts }: TicketOverview['ticket'], locale: Locale): string {
  const last = attempts.at(-1);
  if (last === undefined) return translate(locale, 'desk.glance.nothingTried');
  return translate(locale, 'desk.glance.tried', {
    count: attempts.length,
    title: asTitle(last.title),
    outcome: translate(locale, `outcome.${last.outcome}`),
  });
}

interface ClosedLines {
  readonly line: string;
  readonly ended: string;
}

/** A closed ticket in two lines: which it was, and how it ended. */
function closedLines({ ticket, ticketState, number }: TicketOverview, locale: Locale): ClosedLines {
  const { status, rating, assignee } = ticketState;
  const ended = [
    requesterName(ticket.requester, locale),
    assignee && whoOf(assignee, locale),
    resolutionWords(ticketState),
    rating && starsOf(rating.stars),
  ];
  return {
    line: translate(locale, 'desk.glance.closed', {
      icon: CLOSED_ICON,
      number: asTicketNumber(number),
      status: translate(locale, `desk.status.${status}`),
      title: asTitle(ticket.title),
    }),
    ended: summaryOf(ended.filter(Boolean).join(' · '), locale),
  };
}

/** Contains everything an agent needs to act on a ticket without asking again. */
function detailsData(view: TicketOverview, locale: Locale, unfolded: number): OwnData {
  const { ticket, ticketState } = view;
  const evidence = evidenceFacts(ticket, locale, 'desk.field');
  const why = ticket.match?.why ?? '';
  return {
    speak: summary(view, locale),
    facts: aboutFacts(view, locale),
    source: sourceLine(ticket, locale),
    why: why === '' ? [] : [{ text: asWritten(why, locale) }],
    outcome: section(outcomeFacts(ticketState, locale)),
    report: { text: asWritten(ticket.report.text, locale), later: laterData(ticket, locale) },
    tried: triedData(ticket.attempts, locale),
    nothingTried: ticket.attempts.length === 0 ? [{}] : [],
    ruledOut: section(ruledOutFacts(ticket, locale)),
    organization: section(organizationFacts(ticket, locale)),
    environment: section(environmentFacts(ticket, locale, 'desk.field')),
    evidence: section(evidence),
    noEvidence: evidence.length === 0 ? [{}] : [],
    fixes:
      view.fixes.length === 0
        ? []
        : [{ fixes: fixesData(view.fixes, { locale, name: 'steps', unfolded }) }],
  };
}

/** Names and opens the message in a channel that a ticket comes from. */
function sourceLine({ source }: TicketOverview['ticket'], locale: Locale): Data[] {
  if (source === undefined) return [];
  const channel = translate(locale, `channel.${source.channel}`);
  const title = translate(locale, 'desk.ticket.source', { channel });
  return [{ text: linkRuns({ url: source.url, title }) }];
}

/** Says in two sentences which ticket it is, for a notification. */
function summary({ ticket, ticketState, number }: TicketOverview, locale: Locale): string {
  const about = translate(locale, 'desk.ticket.summary', {
    number: asTicketNumber(number),
    priority: translate(locale, `priority.${ticketState.priority}`),
    status: translate(locale, `desk.status.${ticketState.status}`),
    title: asTitle(ticket.title),
  });
  const who = requesterName(ticket.requester, locale);
  return spoken([about, said(locale, 'desk.files.from', { who })], locale);
}

/** The whole ticket for one agent, with the latest events of the history. */
export function ticketData(
  view: Extract<AgentReply, { kind: 'ticket' }>,
  locale: Locale,
  unfolded: number,
): OwnData {
  const shown = view.events.length;
  const heading =
    shown < view.total
      ? translate(locale, 'desk.ticket.storyOf', { shown, total: view.total })
      : translate(locale, 'desk.ticket.story');
  const events = view.events.map((event) => storyLine(event, locale, CARD_LIMITS.shown));
  return {
    ...detailsData(view, locale, unfolded),
    heading: headingOf(view, locale),
    standing: literalRuns(standingOf(view.ticketState, locale)),
    title: asTitle(view.ticket.title),
    style: colorOf(view.ticketState),
    cardLink: cardLink(view, locale),
    story: shown === 0 ? [] : [{ heading, events }],
  };
}

function standingOf({ status, assignee }: TicketState, locale: Locale): string {
  return said(locale, `desk.standing.${status}`, { who: whoOf(assignee, locale) });
}

function aboutFacts({ ticket, ticketState }: TicketOverview, locale: Locale): ShownFact[] {
  const { match, requester, completeness } = ticket;
  const missing = completeness.missing.map((item) => translate(locale, `missing.${item}`));
  const list = inSentence(missing, 'and', locale);
  return [
    ...fact(translate(locale, 'desk.ticket.requester'), requesterLine(requester, locale), locale),
    ...fact(translate(locale, 'card.review.urgency'), ticket.urgency ?? null, locale),
    ...reachFacts(requester, locale),
    momentFact(translate(locale, 'desk.ticket.opened'), ticketState.openedAt, locale),
    ...fact(translate(locale, 'desk.ticket.recognised'), recognisedAs(match, locale), locale),
    ...fact(translate(locale, 'desk.ticket.completeness'), `${completeness.score}%`, locale),
    ...fact(translate(locale, 'desk.ticket.missing'), list, locale),
  ];
}

/** Lists how to reach the requester. The first tickets didn't say. */
function reachFacts(requester: Partial<Reachable>, locale: Locale): ShownFact[] {
  return REACH.flatMap((field) =>
    fact(translate(locale, `desk.field.${field}`), requester[field] ?? null, locale),
  );
}

const REACH = ['email', 'phone', 'jobTitle', 'place', 'bestTime'] as const;
type Reachable = Pick<TicketOverview['ticket']['requester'], (typeof REACH)[number]>;

function recognisedAs(match: TicketOverview['ticket']['match'], locale: Locale): string {
  if (match === null) return translate(locale, 'card.review.notRecognised');
  const percent = Math.round(match.confidence * 100);
  return translate(locale, 'card.review.sure', { title: asTitle(match.title), percent });
}

/** Shows the outcome so far. */
function outcomeFacts(ticketState: TicketState, locale: Locale): ShownFact[] {
  const { rating, reopened } = ticketState;
  const stars =
    rating &&
    `${starsOf(rating.stars)} ${translate(locale, 'desk.ticket.stars', { stars: rating.stars })}`;
  const times = reopened === 0 ? null : translate(locale, 'desk.ticket.times', { count: reopened });
  return [
    ...fact(translate(locale, 'desk.ticket.resolution'), resolutionWords(ticketState), locale),
    ...fact(
      translate(locale, 'desk.ticket.rating'),
      rating && [stars, rating.comment].filter(Boolean).join('\n'),
      locale,
    ),
    ...fact(translate(locale, 'desk.ticket.reopened'), times, locale),
  ];
}

/** The words of the resolution: facts and lines have no styles. */
function resolutionWords({ resolution: text, resolutionFormat: format }: TicketState) {
  return text === null ? null : wordsOf({ text, ...(format && { format }) });
}
