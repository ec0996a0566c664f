import type { Kysely } from 'kysely';
import { renderAgentCard } from '../../../cards/agent/render-agent-card.ts';
import type { World } from '../../../conversation/world.ts';
import { eventIn, titleIn } from '../../../helpdesk/tickets/ticket-in-language.ts';
import { overviewOf } from '../../../helpdesk/tickets/ticket-service.ts';
import { withShownMasks } from '../../../i18n/shown-masks.ts';
import type { QueueRow, QueueView } from '../../../ports/agent-reply.ts';
import type { Database } from '../../../store/database.ts';
import { countFiles } from '../../../store/files.ts';
import { mutedBy } from '../../../store/muted-notices.ts';
import { desksOf, type QueuedTicket, readQueue } from '../../../store/ticket-queue.ts';
import { eventsAfter, findTicketState } from '../../../store/ticket-states.ts';
import { findTicket } from '../../../store/tickets.ts';
import { type Actor, actorName } from '../../../tickets/actor.ts';
import type { QueueFilter } from '../../../tickets/agent-command/queue-filter.ts';
import { type NoticeKind, noticeOf } from '../../../tickets/notices.ts';
import type { Ticket } from '../../../tickets/payload.ts';
import type { TicketEvent } from '../../../tickets/ticket-event.ts';
import { WEB_LIMITS } from '../limits.ts';
import type { WebAgent } from './desk-requests.ts';
import type { DeskStoryLine, DeskTicketView } from './desk-view.ts';
import { pageCard } from './page-card.ts';

/** What the page's desk reads: only the tickets routed to it. */
export interface DeskReading {
  readonly db: Kysely<Database>;
  readonly world: World;
  /** Name of the desk. */
  readonly desk: string;
}

/** Reads a page of the queue, or the last page if there are fewer. */
export async function readQueuePage(
  { db, world, desk }: DeskReading,
  { agent, locale }: WebAgent,
  asked: { readonly filter: QueueFilter; readonly page: number },
): Promise<QueueView> {
  const limit = WEB_LIMITS.deskRows;
  const read = (page: number) =>
    readQueue(db, {
      desks: [desk],
      filter: asked.filter,
      agent,
      limit,
      offset: (page - 1) * limit,
    });
  const first = await read(asked.page);
  const pages = Math.max(1, Math.ceil(first.total / limit));
  const page = Math.min(asked.page, pages);
  const { tickets, total } = page === asked.page ? first : await read(page);
  const rows = withShownMasks(
    tickets.map((ticket) => rowOf(ticket, titleIn(world, ticket, locale))),
    locale,
  );
  return { kind: 'queue', filter: asked.filter, rows, page, pages, total };
}

/**
 * Reads a ticket's current state for one agent, with its newest history; null if this desk has no
 * ticket with that number.
 */
export async function readDeskTicket(
  { db, world, desk }: DeskReading,
  { agent, locale, timeZone }: WebAgent,
  number: string,
): Promise<DeskTicketView | null> {
  const [desks, ticketState, stored, files] = await Promise.all([
    desksOf(db, number),
    findTicketState(db, number),
    findTicket(db, number),
    countFiles(db, number),
  ]);
  if (!desks.includes(desk) || ticketState === null || stored === null) return null;
  const { revision } = ticketState;
  const events = await eventsAfter(
    db,
    number,
    Math.max(0, revision - WEB_LIMITS.history),
    WEB_LIMITS.history,
  );
  const overview = overviewOf(world, { ticket: stored.ticket, ticketState, files }, locale);
  // Its story is beside it on the page.
  const { card, text } = pageCard(
    { kind: 'ticket', id: `${number}.${revision}`, locale, ...overview, events: [], total: 0 },
    { view: 'agent', agent, timeZone },
  );
  return {
    number,
    revision,
    agent: agent.id,
    card,
    text,
    story: events.map((event) => storyLine(eventIn(world, event, locale), stored.ticket, locale)),
  };
}

/** Returns whom on the page the last event of a ticket calls on; null if nobody. */
export async function readCall(
  { db, desk }: DeskReading,
  number: string,
): Promise<{ readonly agent: Actor; readonly notice: NoticeKind } | null> {
  const ticketState = await findTicketState(db, number);
  if (ticketState === null) return null;
  const [last] = await eventsAfter(db, number, ticketState.revision - 1, 1);
  const notice = last && noticeOf(ticketState, last);
  if (!notice || notice.to === 'on-call' || notice.to.channel !== 'web') return null;
  if (!(await desksOf(db, number)).includes(desk)) return null;
  const muted = await mutedBy(db, notice.to);
  return muted.includes(notice.kind) ? null : { agent: notice.to, notice: notice.kind };
}

function rowOf({ number, requester, ticketState }: QueuedTicket, title: string): QueueRow {
  const { status, priority, assignee, openedAt, revision } = ticketState;
  return {
    number,
    title,
    status,
    priority,
    assignee: assignee && actorName(assignee),
    requester,
    openedAt,
    revision,
  };
}

function storyLine(event: TicketEvent, ticket: Ticket, locale: WebAgent['locale']): DeskStoryLine {
  const { ticket: number, revision, at } = event;
  const line = renderAgentCard(
    { kind: 'thread', id: `${number}.${revision}.line`, locale, number, event },
    { view: 'onlooker' },
  );
  return { revision, at, files: broughtFiles(event, ticket), ...line };
}

/** A ticket is filed with the files sent before it; later files come with messages. */
function broughtFiles(event: TicketEvent, { evidence }: Ticket): boolean {
  if (event.kind === 'opened') return evidence.files.some(({ sha256 }) => sha256 !== null);
  return event.kind === 'answered' && event.files.some(({ id }) => id !== null);
}
