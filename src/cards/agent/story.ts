import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import { sameActor } from '../../tickets/actor.ts';
import type { TicketEvent } from '../../tickets/ticket-event.ts';
import { asFormatted, asTitle, type Formatted } from '../requester/shown.ts';
import { literalRuns } from '../shared/inline-markup.ts';
import { CARD_LIMITS } from '../shared/limits.ts';
import { momentMark } from '../shared/moment.ts';
import type { Data } from '../template/template.ts';
import { said, starsOf, whoOf } from './desk-words.ts';
import { eventFileLine } from './files.ts';

/**
 * One event of a ticket's history, as `parts/desk-story` draws it: one or two lines, and the text
 * written.
 */
export interface StoryLine {
  /** Time and platform. */
  readonly at: string;
  readonly lines: readonly { readonly text: Data }[];
  readonly said: readonly { readonly text: Data }[];
  readonly [name: string]: Data;
}

/**
 * Describes an event in words. Texts are cut at `most` characters.
 * @param most long enough by default for any text a person can write.
 */
export function storyLine(
  event: TicketEvent,
  locale: Locale,
  most: number = CARD_LIMITS.shownWhole,
): StoryLine {
  return {
    at: [momentMark(event.at), ...placeOf(event, locale)].join(' · '),
    lines: linesOf(event, locale).map((line) => ({ text: literalRuns(line) })),
    said: saidIn(event, locale).map((text) => ({ text: asFormatted(text, locale, most) })),
  };
}

/** Events by Signpost itself have no platform. */
function placeOf({ actor }: TicketEvent, locale: Locale): string[] {
  return actor.kind === 'signpost' ? [] : [translate(locale, `channel.${actor.channel}`)];
}

/** Describes an event in a sentence, without the text written. */
export function linesOf(event: TicketEvent, locale: Locale): string[] {
  const took = 'took' in event && event.took;
  const who = whoOf(event.actor, locale);
  return [
    ...(took ? [said(locale, 'desk.event.took', { who })] : []),
    ...sentence(event, who, locale),
  ];
}

/** Returns the text written and the names of files; empty if the event is only a state change. */
export function saidIn(event: TicketEvent, locale: Locale): Formatted[] {
  switch (event.kind) {
    case 'replied':
    case 'noted':
    case 'asked':
      return [event];
    case 'answered':
      return plain(event.text, event.files.map((file) => eventFileLine(file, locale)).join('\n'));
    case 'resolved': {
      const { text, format } = event;
      return text === null ? [] : [{ text, ...(format && { format }) }];
    }
    case 'amended':
      return plain(event.text);
    case 'rated':
      return plain(event.comment);
    case 'reopened':
      return plain(event.reason);
    case 'opened':
    case 'claimed':
    case 'assigned':
    case 'released':
    case 'prioritized':
    case 'relabeled':
    case 'confirmed':
    case 'undelivered':
    case 'closed':
      return [];
    default:
      return event satisfies never;
  }
}

/** Texts without a format; leaves out what is missing. */
function plain(...texts: readonly (string | null)[]): Formatted[] {
  return texts.flatMap((text) => (text === null || text === '' ? [] : [{ text }]));
}

function sentence(event: TicketEvent, who: string, locale: Locale): string[] {
  switch (event.kind) {
    case 'assigned':
      return [assignment(event, who, locale)];
    case 'answered':
      return [
        said(locale, event.text === '' ? 'desk.event.files' : 'desk.event.answered', { who }),
      ];
    case 'amended':
      return [
        said(locale, event.text === null ? 'desk.event.withdrawn' : 'desk.event.amended', { who }),
      ];
    case 'prioritized': {
      const [from, to] = [
        translate(locale, `priority.${event.from}`),
        translate(locale, `priority.${event.to}`),
      ];
      return [said(locale, 'desk.event.prioritized', { who, from, to })];
    }
    case 'relabeled':
      return [relabeling(event, who, locale)];
    case 'rated':
      return [said(locale, 'desk.event.rated', { who, stars: event.stars }), starsOf(event.stars)];
    case 'closed':
      return [translate(locale, 'desk.event.closed', { count: event.days })];
    case 'undelivered':
      return [translate(locale, `desk.event.undelivered.${event.what}`)];
    case 'opened':
    case 'claimed':
    case 'released':
    case 'replied':
    case 'noted':
    case 'asked':
    case 'resolved':
    case 'confirmed':
    case 'reopened':
      return [said(locale, `desk.event.${event.kind}`, { who })];
    default:
      return event satisfies never;
  }
}

function relabeling(
  { to }: Extract<TicketEvent, { kind: 'relabeled' }>,
  who: string,
  locale: Locale,
): string {
  if (to === null) return said(locale, 'desk.event.relabeled-none', { who });
  const { symptom, title } = to;
  return said(locale, 'desk.event.relabeled', { who, symptom, title: asTitle(title) });
}

function assignment(
  { actor, from, to: agent }: Extract<TicketEvent, { kind: 'assigned' }>,
  who: string,
  locale: Locale,
): string {
  const to = whoOf(agent, locale);
  if (from === null) return said(locale, 'desk.event.assigned', { who, to });
  if (sameActor(actor, from)) return said(locale, 'desk.event.passed-on', { who, to });
  const before = whoOf(from, locale);
  if (sameActor(actor, agent)) return said(locale, 'desk.event.taken-over', { who, from: before });
  return said(locale, 'desk.event.moved', { who, to, from: before });
}
