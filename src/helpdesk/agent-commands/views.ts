import type { Locale } from '../../i18n/locale.ts';
import type { AgentReply, QueueRow } from '../../ports/agent-reply.ts';
import { redactor } from '../../redaction/redactor.ts';
import { LINK_MINUTES } from '../../store/file-links.ts';
import { countFiles, filesOf } from '../../store/files.ts';
import { mutedBy, muteNotices, unmuteNotices } from '../../store/muted-notices.ts';
import { desksOf, type QueuedTicket, readQueue } from '../../store/ticket-queue.ts';
import { eventsAfter, findTicketState } from '../../store/ticket-states.ts';
import { findTicket } from '../../store/tickets.ts';
import { type Actor, actorName } from '../../tickets/actor.ts';
import type { ParsedView } from '../../tickets/agent-command/parse-command.ts';
import { usageOf } from '../../tickets/agent-command/usage.ts';
import type { Ticket } from '../../tickets/payload.ts';
import type { TicketState } from '../../tickets/ticket-state.ts';
import { readyReplies } from '../replies/fill-replies.ts';
import { eventIn, titleIn } from '../tickets/ticket-in-language.ts';
import { overviewOf } from '../tickets/ticket-service.ts';
import type { ViewIntent } from './agent-intent.ts';
import { linksFor } from './card-links.ts';
import type { AgentServiceOptions, CommandContext } from './command-context.ts';
import { matchesOf } from './look-up.ts';

const ROWS_A_PAGE = 8;
const EVENTS_A_PAGE = 10;
const NEWEST_EVENTS = 5;
const MAX_LOOKUP = 8000;

/** Returns the requested view. */
export async function viewOf(
  options: AgentServiceOptions,
  context: CommandContext,
  intent: ViewIntent,
): Promise<AgentReply> {
  const { reply: answer, locale } = context;
  switch (intent.do) {
    case 'usage': {
      const { typed, nearest } = intent;
      const { text } = await redactor.redact(typed);
      return answer({
        kind: 'usage',
        typed: text,
        nearest,
        usage: usageOf(nearest ?? 'help', locale),
      });
    }
    case 'refuse':
      return answer({ kind: 'refused', number: null, refusal: intent.refusal });
    case 'view':
      return commandView(options, context, intent.view);
    default:
      return intent satisfies never;
  }
}

async function commandView(
  options: AgentServiceOptions,
  context: CommandContext,
  view: ParsedView,
): Promise<AgentReply> {
  switch (view.name) {
    case 'help':
      return context.reply({ kind: 'desk-help' });
    case 'queue':
      return queue(options, context, view);
    case 'show':
      return show(options, context, view.ticket);
    case 'history':
      return history(options, context, view);
    case 'files':
      return filesOfTicket(options, context, view.ticket);
    case 'replies':
      return context.reply({
        kind: 'replies',
        replies: readyReplies(options.replies, context.locale),
      });
    case 'mute':
    case 'unmute':
      return notices(options, context, view);
    case 'lookup':
      return lookup(options, context, view.text);
    default:
      return view satisfies never;
  }
}

/**
 * Finds a ticket that is routed to one of the agent's desks; null if it doesn't exist or belongs to
 * another desk.
 */
export async function ticketFor(
  { store }: AgentServiceOptions,
  { desks }: CommandContext,
  number: string,
): Promise<{
  readonly ticket: Ticket;
  readonly conversation: string;
  readonly ticketState: TicketState;
} | null> {
  const routed = await desksOf(store.db, number);
  if (!routed.some((desk) => desks.includes(desk))) return null;
  const found = await findTicket(store.db, number);
  const ticketState = await findTicketState(store.db, number);
  return (
    found && ticketState && { ticket: found.ticket, conversation: found.conversation, ticketState }
  );
}

/** Builds the answer for a ticket that doesn't exist for this agent. */
export function noSuchTicket({ reply: answer }: CommandContext, number: string): AgentReply {
  return answer({
    kind: 'refused',
    number: null,
    refusal: { code: 'unknown-ticket', typed: number },
  });
}

async function queue(
  options: AgentServiceOptions,
  { input, desks, locale, reply: answer }: CommandContext,
  { filter, page: wantedPage }: Extract<ParsedView, { name: 'queue' }>,
): Promise<AgentReply> {
  const { store } = options;
  const read = (page: number) =>
    readQueue(store.db, {
      desks,
      filter,
      agent: input.actor,
      limit: ROWS_A_PAGE,
      offset: (page - 1) * ROWS_A_PAGE,
    });
  const first = await read(wantedPage);
  const pages = Math.max(1, Math.ceil(first.total / ROWS_A_PAGE));
  const page = Math.min(wantedPage, pages);
  // A page beyond the last one returns the last page.
  const { tickets, total } = page === wantedPage ? first : await read(page);
  const rows = await rowsOf(options, { person: input.actor, desks, locale }, tickets);
  return answer({ kind: 'queue', filter, rows, page, pages, total });
}

/** An agent who reads the queue of these desks in a language. */
export interface QueueReader {
  readonly person: Actor;
  readonly desks: readonly string[];
  readonly locale: Locale;
}

/** Returns the first page of an agent's own open tickets. */
export async function ownQueue(
  options: AgentServiceOptions,
  reader: QueueReader,
): Promise<readonly QueueRow[]> {
  const { desks, person: agent } = reader;
  const filter = { filter: 'mine', agent, limit: ROWS_A_PAGE, offset: 0 } as const;
  const { tickets } = await readQueue(options.store.db, { desks, ...filter });
  return rowsOf(options, reader, tickets);
}

async function rowsOf(
  options: AgentServiceOptions,
  { person, desks, locale }: QueueReader,
  tickets: readonly QueuedTicket[],
): Promise<readonly QueueRow[]> {
  const numbers = tickets.map(({ number }) => number);
  const links = await linksFor(options, person, desks, numbers);
  return tickets.map((ticket): QueueRow => {
    const { number, requester, ticketState } = ticket;
    const { status, priority, assignee, openedAt, revision } = ticketState;
    return {
      number,
      title: titleIn(options.world, ticket, locale),
      status,
      priority,
      requester,
      openedAt,
      revision,
      assignee: assignee && actorName(assignee),
      ...linkIn(links, number),
    };
  });
}

async function show(
  options: AgentServiceOptions,
  context: CommandContext,
  number: string,
): Promise<AgentReply> {
  const found = await ticketFor(options, context, number);
  if (found === null) return noSuchTicket(context, number);
  const { ticket, ticketState } = found;
  const total = ticketState.revision;
  const events = await eventsAfter(options.store.db, number, total - NEWEST_EVENTS, NEWEST_EVENTS);
  const files = await countFiles(options.store.db, number);
  const { world } = options;
  const { locale } = context;
  return context.reply({
    kind: 'ticket',
    ...overviewOf(world, { ticket, ticketState, files }, locale),
    events: events.map((event) => eventIn(world, event, locale)),
    total,
    ...(await linkTo(options, context, number)),
  });
}

async function history(
  options: AgentServiceOptions,
  context: CommandContext,
  { ticket: number, page: wantedPage }: Extract<ParsedView, { name: 'history' }>,
): Promise<AgentReply> {
  const found = await ticketFor(options, context, number);
  if (found === null) return noSuchTicket(context, number);
  const pages = Math.ceil(found.ticketState.revision / EVENTS_A_PAGE);
  const page = Math.min(wantedPage, pages);
  const events = await eventsAfter(
    options.store.db,
    number,
    (page - 1) * EVENTS_A_PAGE,
    EVENTS_A_PAGE,
  );
  const { world } = options;
  const { locale } = context;
  return context.reply({
    kind: 'history',
    number,
    title: titleIn(world, found.ticket, locale),
    events: events.map((event) => eventIn(world, event, locale)),
    page,
    pages,
    ...(await linkTo(options, context, number)),
  });
}

async function linkTo(
  options: AgentServiceOptions,
  { input, desks }: CommandContext,
  number: string,
): Promise<{ readonly link?: string }> {
  return linkIn(await linksFor(options, input.actor, desks, [number]), number);
}

function linkIn(links: ReadonlyMap<string, string>, number: string): { readonly link?: string } {
  const link = links.get(number);
  return link === undefined ? {} : { link };
}

/** Returns the files, each with its own link for the agent who asked. */
async function filesOfTicket(
  options: AgentServiceOptions,
  context: CommandContext,
  number: string,
): Promise<AgentReply> {
  const found = await ticketFor(options, context, number);
  if (found === null) return noSuchTicket(context, number);
  const kept = await filesOf(options.store.db, number);
  const files = await Promise.all(kept.map((file) => options.fileLinks.link(file, context.input)));
  return context.reply({
    kind: 'files',
    number,
    title: titleIn(options.world, found.ticket, context.locale),
    files,
    minutes: LINK_MINUTES,
  });
}

async function lookup(
  { world }: AgentServiceOptions,
  { reply: answer, locale }: CommandContext,
  typed: string,
): Promise<AgentReply> {
  const { text } = await redactor.redact(typed.slice(0, MAX_LOOKUP));
  return answer({ kind: 'lookup', text, matches: matchesOf(world, world.match(text), locale) });
}

/** Mutes or unmutes notifications, and shows how they are now. */
async function notices(
  { store: { db } }: AgentServiceOptions,
  { input: { actor }, reply: answer }: CommandContext,
  { name, notices: kinds }: Extract<ParsedView, { name: 'mute' | 'unmute' }>,
): Promise<AgentReply> {
  await (name === 'mute' ? muteNotices : unmuteNotices)(db, actor, kinds);
  return answer({ kind: 'notices', muted: await mutedBy(db, actor) });
}
