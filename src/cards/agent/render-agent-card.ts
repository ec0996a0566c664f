import type { AgentReply } from '../../ports/agent-reply.ts';
import type { Actor } from '../../tickets/actor.ts';
import type { AgentCard } from '../shared/card.ts';
import { CARD_LIMITS, utf16Bytes } from '../shared/limits.ts';
import { plainText } from '../shared/plain-text.ts';
import { shortenCard } from '../shared/shorten-card.ts';
import type { Data, OwnData } from '../template/template.ts';
import { templates } from '../template/templates.ts';
import { doneData, helpData, refusedData, threadData, usageData } from './answers.ts';
import {
  type AgentButtons,
  NO_BUTTONS,
  pageButtons,
  submitButton,
  ticketButton,
  ticketButtons,
} from './desk-actions.ts';
import type { CardViewer } from './desk-words.ts';
import { fileData, filesData } from './files.ts';
import { formData } from './form.ts';
import { historyData, lookupData, queueButtons, queueData } from './lists.ts';
import { escalationData, ticketData } from './ticket.ts';

export interface AgentCardOptions {
  readonly view: CardViewer;
  /** The agent the card is for, if it is for one agent: only what they may do is offered. */
  readonly agent?: Actor;
  /** IANA name of the time zone for displaying times; UTC if unknown. */
  readonly timeZone?: string | null;
}

export interface RenderedAgentCard {
  readonly card: AgentCard;
  /** The same content as plain text, with commands in place of the buttons. */
  readonly text: string;
}

/** How many fixes keep their steps if there is no room for all. */
const FEWER_UNFOLDED = [3, 1, 0];

/**
 * Makes an Adaptive Card 1.5 of a reply to the helpdesk, in its language. User text never becomes
 * markup or a template expression, and the card never exceeds the size limit of Teams.
 * @throws SignpostError `card` if a template or a word is missing or broken.
 */
export function renderAgentCard(reply: AgentReply, options: AgentCardOptions): RenderedAgentCard {
  const buttons = options.view === 'agent' ? buttonsOf(reply, options.agent ?? null) : NO_BUTTONS;
  const card = fitted((unfolded) =>
    filled(reply, { viewer: options.view, buttons, unfolded, timeZone: options.timeZone ?? null }),
  );
  return { card, text: plainText(card, reply.locale, buttons.commands) };
}

/**
 * Fits the card into the size limit: cuts long texts first, then replaces steps with a reference to
 * the source.
 */
function fitted(fill: (unfolded: number) => AgentCard): AgentCard {
  let card = shortenCard(fill(Number.POSITIVE_INFINITY));
  for (const unfolded of FEWER_UNFOLDED) {
    if (fits(card)) return card;
    card = shortenCard(fill(unfolded));
  }
  return card;
}

interface Filling {
  readonly viewer: CardViewer;
  readonly buttons: AgentButtons;
  readonly unfolded: number;
  readonly timeZone: string | null;
}

function filled(reply: AgentReply, filling: Filling): AgentCard {
  const { buttons } = filling;
  const { speak, ...own } = deskData(reply, filling);
  const rarer: Data[] = buttons.rarer.length === 0 ? [] : [{ actions: buttons.rarer }];
  return templates.fill(templateOf(reply), reply.locale, {
    ...own,
    lang: reply.locale.slice(0, 2),
    // Hosts may read this as SSML, so anything that could be a tag is removed.
    speak: speak.replace(/[<>&]/g, ' '),
    rarer,
    actions: buttons.main,
  });
}

function templateOf({ kind }: AgentReply): string {
  return kind.startsWith('desk-') ? kind : `desk-${kind}`;
}

function deskData(reply: AgentReply, { viewer, unfolded, timeZone }: Filling): OwnData {
  const { locale } = reply;
  const reader = { locale, timeZone };
  switch (reply.kind) {
    case 'escalation':
      return escalationData(reply, locale, unfolded);
    case 'ticket':
      return ticketData(reply, reader, unfolded);
    case 'queue':
      return queueData(reply, reader, viewer);
    case 'history':
      return historyData(reply, reader);
    case 'lookup':
      return lookupData(reply, locale, unfolded);
    case 'desk-help':
      return helpData(locale);
    case 'usage':
      return usageData(reply, locale);
    case 'refused':
      return refusedData(reply, locale);
    case 'done':
      return doneData(reply, locale);
    case 'thread':
      return threadData(reply, reader);
    case 'file':
      return fileData(reply, locale);
    case 'files':
      return filesData(reply, locale);
    case 'form':
      return formData(reply, reader);
    default:
      return reply satisfies never;
  }
}

function buttonsOf(reply: AgentReply, agent: Actor | null): AgentButtons {
  const { locale } = reply;
  switch (reply.kind) {
    case 'escalation':
    case 'ticket':
      return ticketButtons(reply.ticketState, agent, locale, reply.files);
    case 'queue':
      return queueButtons(reply, locale);
    case 'history': {
      const to = { desk: 'history', ticket: reply.number, revision: null } as const;
      const show = ticketButton('show', { number: reply.number, revision: null }, locale);
      return { main: [...pageButtons(reply, to, locale), show], rarer: [], commands: [] };
    }
    case 'file':
      return {
        main: [ticketButton('files', { number: reply.number, revision: null }, locale)],
        rarer: [],
        commands: [],
      };
    case 'files':
      return {
        main: [ticketButton('show', { number: reply.number, revision: null }, locale)],
        rarer: [],
        commands: [],
      };
    case 'form':
      return { main: [submitButton(reply)], rarer: [], commands: [] };
    case 'lookup':
    case 'desk-help':
    case 'usage':
    case 'refused':
    case 'done':
    case 'thread':
      return NO_BUTTONS;
    default:
      return reply satisfies never;
  }
}

function fits(card: AgentCard): boolean {
  return utf16Bytes(JSON.stringify(card)) <= CARD_LIMITS.cardBytes;
}
