import type { AgentReply } from '../../ports/agent-reply.ts';
import type { Actor } from '../../tickets/actor.ts';
import type { AgentPressData, RenderedCard } from '../shared/card.ts';
import { fillAndFit } from '../shared/fill-and-fit.ts';
import type { OwnData } from '../template/template.ts';
import { doneData, helpData, refusedData, threadData, usageData } from './answers.ts';
import {
  type AgentButtons,
  insertButton,
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
import { noticesData } from './notices.ts';
import { repliesData } from './replies.ts';
import { escalationData, ticketData } from './ticket.ts';

export interface AgentCardOptions {
  readonly view: CardViewer;
  /** The agent the card is for, if it is for one agent: only what they may do is offered. */
  readonly agent?: Actor;
  /** IANA name of the time zone for times in the plain text; UTC if unknown. */
  readonly timeZone?: string | null;
}

/** How many fixes keep their steps: all, or fewer as long as there is no room for more. */
const UNFOLDED = [Number.POSITIVE_INFINITY, 3, 1, 0];

/**
 * Makes an Adaptive Card 1.5 of a reply to the helpdesk, in its language. User text never becomes
 * markup or a template expression. The card never exceeds the size limit of Teams: long texts are
 * cut first, then steps give way to a reference to the source.
 * @throws SignpostError `card` if a template or a word is missing or broken.
 */
export function renderAgentCard(
  reply: AgentReply,
  options: AgentCardOptions,
): RenderedCard<AgentPressData> {
  const buttons = options.view === 'agent' ? buttonsOf(reply, options.agent ?? null) : NO_BUTTONS;
  const { main, rarer, commands } = buttons;
  return fillAndFit({
    template: templateOf(reply),
    locale: reply.locale,
    actions: [...main, ...rarer],
    commands,
    timeZone: options.timeZone ?? null,
    versions: UNFOLDED.map((unfolded) => () => deskData(reply, { viewer: options.view, unfolded })),
    isCut: true,
  });
}

interface Filling {
  readonly viewer: CardViewer;
  readonly unfolded: number;
}

/** Returns the name of the template of a reply, without its ending. */
export function templateOf(reply: AgentReply): string {
  const { kind } = reply;
  if (kind === 'escalation' && reply.ticketState.status === 'closed') return 'desk-closed';
  return kind.startsWith('desk-') ? kind : `desk-${kind}`;
}

function deskData(reply: AgentReply, { viewer, unfolded }: Filling): OwnData {
  const { locale } = reply;
  switch (reply.kind) {
    case 'escalation':
      return escalationData(reply, locale, unfolded);
    case 'ticket':
      return ticketData(reply, locale, unfolded);
    case 'queue':
      return queueData(reply, locale, viewer);
    case 'history':
      return historyData(reply, locale);
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
      return threadData(reply, locale);
    case 'file':
      return fileData(reply, locale);
    case 'files':
      return filesData(reply, locale);
    case 'notices':
      return noticesData(reply, locale);
    case 'replies':
      return repliesData(reply, locale);
    case 'form':
      return formData(reply, locale);
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
      return {
        main: [submitButton(reply), ...(reply.canned ? [insertButton(reply)] : [])],
        rarer: [],
        commands: [],
      };
    case 'lookup':
    case 'desk-help':
    case 'usage':
    case 'refused':
    case 'done':
    case 'thread':
    case 'notices':
    case 'replies':
      return NO_BUTTONS;
    default:
      return reply satisfies never;
  }
}
