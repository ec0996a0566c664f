import type { HomeView, KnownBlock, RichTextElement } from '@slack/types';
import type { Locale } from '../../../i18n/locale.ts';
import { locales, nameOf } from '../../../i18n/locales.ts';
import { shownMasks } from '../../../i18n/shown-masks.ts';
import { translate } from '../../../i18n/words.ts';
import type { QueueRow } from '../../../ports/agent-reply.ts';
import type { OwnTicket } from '../../../store/slack/conversations.ts';
import { formatTicketNumber } from '../../../tickets/number.ts';
import { pressButton, type SlackPress } from '../inbound/press.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { plainRun } from './blocks/text-block.ts';
import { dateElement } from './blocks/text-runs.ts';
import { paragraph, plainText, shortened } from './text-object.ts';
import { type SlackWord, say } from './words.ts';

export interface HomeData {
  readonly locale: Locale;
  /** IANA name of the person's time zone; null if unknown. */
  readonly timeZone: string | null;
  /** Newest first. */
  readonly tickets: readonly OwnTicket[];
  /** The open tickets they have as an agent. */
  readonly deskTickets: readonly QueueRow[];
}

/**
 * Returns the App Home: how to start, the person's own tickets, and the language. All of it is
 * plain text.
 */
export function homeView({ locale, timeZone, tickets, deskTickets }: HomeData): HomeView {
  const none = paragraph(say('home-no-tickets', locale));
  return {
    type: 'home',
    blocks: [
      heading('home-title', locale),
      paragraph(say('home-intro', locale)),
      {
        type: 'actions',
        elements: [
          pressButton(say('home-start', locale), intent('start-over'), 0, 'primary'),
          pressButton(say('home-status', locale), intent('status'), 1),
          pressButton(say('home-person', locale), intent('person'), 2),
        ],
      },
      { type: 'divider' },
      heading('home-tickets', locale),
      ...(tickets.length === 0
        ? [none]
        : tickets.map((ticket) => ticketBlock(ticket, locale, timeZone))),
      ...(deskTickets.length === 0
        ? []
        : [
            { type: 'divider' } as const,
            heading('home-desk', locale),
            ...deskTickets.map((ticket) => deskBlock(ticket, locale)),
          ]),
      { type: 'divider' },
      heading('home-language', locale),
      {
        type: 'actions',
        elements: locales().map((each, index) =>
          pressButton(
            nameOf(each),
            intent('language', each),
            10 + index,
            each === locale ? 'primary' : undefined,
          ),
        ),
      },
    ],
  };
}

/** Returns the view shown if Slack refuses the full one. */
export function refusedHome(locale: Locale): HomeView {
  return { type: 'home', blocks: [paragraph(say('home-refused', locale))] };
}

/** Buttons that belong to no card name no prompt. */
function intent(
  verb: 'start-over' | 'status' | 'person' | 'language',
  value: string | null = null,
): SlackPress {
  return { kind: 'press', prompt: '', verb, value };
}

function ticketBlock(ticket: OwnTicket, locale: Locale, timeZone: string | null): KnownBlock {
  const { number, title, at, status, assignee } = ticket;
  const head = shortened(
    `${formatTicketNumber(number)}  ${shownMasks(title, locale)}`,
    SLACK_LIMITS.text - 500,
  );
  const standing = translate(locale, `card.status.ticket.${status}`);
  const who = assignee === null ? [] : [shortened(assignee, 200)];
  return {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          plainRun(`${head}\n`),
          dateElement(at.toISOString(), locale, timeZone),
          plainRun(['', standing, ...who].join(' · ')),
        ],
      },
    ],
  };
}

/** The number opens the ticket's card. */
function deskBlock({ number, title, link, ...row }: QueueRow, locale: Locale): KnownBlock {
  const head: RichTextElement =
    link === undefined
      ? { type: 'text', text: number, style: { bold: true } }
      : { type: 'link', url: link, text: number, style: { bold: true } };
  const standing = [
    translate(locale, `priority.${row.priority}`),
    translate(locale, `desk.status.${row.status}`),
    ...(row.requester === null ? [] : [shortened(row.requester, 200)]),
  ].join(' · ');
  const about = shortened(shownMasks(title, locale), SLACK_LIMITS.text - 500);
  const text = `  ${about}\n${standing}`;
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [head, { type: 'text', text }] }],
  };
}

function heading(word: SlackWord, locale: Locale): KnownBlock {
  return { type: 'header', text: plainText(say(word, locale), SLACK_LIMITS.header) };
}
