import type { Transaction } from 'kysely';
import type { ExpectedAnswer } from '../../conversation/event.ts';
import type { World } from '../../conversation/world.ts';
import type { Locale } from '../../i18n/locale.ts';
import type { Mention, TicketOverview } from '../../ports/agent-reply.ts';
import type { HelpdeskChannel, HelpdeskPost } from '../../ports/message.ts';
import type { Database } from '../../store/database.ts';
import { attachFiles, countFiles } from '../../store/files.ts';
import type { AgentJob, MessageJob } from '../../store/jobs/message-job.ts';
import { addDesks, desksOf } from '../../store/ticket-queue.ts';
import { insertTicketState, lockTicketState, saveTicketEvent } from '../../store/ticket-states.ts';
import { storedTicket } from '../../store/tickets.ts';
import type { Actor } from '../../tickets/actor.ts';
import { applyCommand } from '../../tickets/apply-command.ts';
import type { KeptFile } from '../../tickets/file.ts';
import type { Ticket } from '../../tickets/payload.ts';
import type { CommandRefusal, TicketCommand } from '../../tickets/ticket-command.ts';
import type { TicketEvent } from '../../tickets/ticket-event.ts';
import { type TicketState, ticketFrom } from '../../tickets/ticket-state.ts';
import { recommendedFixes } from '../agent-commands/fix-view.ts';
import { answerOf, type NamedDesk } from '../routing/office-hours.ts';
import type { RouteTicket } from '../routing/routing.ts';
import { tenantOf } from '../routing/tenant.ts';
import { labelTicket } from './label-ticket.ts';
import { type CallingDesk, mentionsOf } from './mentions.ts';
import { threadNote } from './thread-note.ts';
import { eventIn, ticketIn } from './ticket-in-language.ts';

/**
 * Executes commands on tickets within a transaction, and returns the resulting posts for their
 * desks.
 */
export interface TicketService {
  /** Creates the state of a ticket that was just stored. */
  open(trx: Transaction<Database>, opening: TicketOpening): Promise<TicketOpened>;
  /** Executes a command if it is legal. Lock the ticket's conversation first. */
  execute(trx: Transaction<Database>, order: TicketOrder): Promise<TicketChange>;
}

/** A command on a ticket, and who gives it. */
export interface TicketOrder {
  readonly number: string;
  readonly command: TicketCommand;
  readonly actor: Actor;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** A ticket as it was filed. */
export interface TicketOpening {
  readonly conversation: string;
  readonly ticket: Ticket;
  readonly requester: Actor;
  /** Ids of stored files that came with it. */
  readonly files: readonly string[];
}

export interface TicketOpened {
  readonly posts: readonly MessageJob[];
  /** When somebody usually answers; null if none of its desks says. */
  readonly answer: ExpectedAnswer | null;
}

export type TicketChange =
  | {
      readonly ok: true;
      readonly before: TicketState;
      readonly ticketState: TicketState;
      readonly event: TicketEvent;
      readonly ticket: Ticket;
      readonly posts: readonly MessageJob[];
    }
  | {
      readonly ok: false;
      readonly refusal:
        | CommandRefusal
        | { readonly code: 'unknown-ticket'; readonly typed: string };
    };

export interface TicketServiceOptions {
  readonly world: World;
  readonly helpdeskChannels: readonly HelpdeskChannel[];
  readonly route: RouteTicket;
  /** What is configured of the desks; those that are missing here don't say when they answer. */
  readonly desks?: readonly (NamedDesk & CallingDesk)[];
}

export function createTicketService(options: TicketServiceOptions): TicketService {
  const { route, desks: configured = [] } = options;
  return {
    async open(trx, { conversation, ticket, requester, files }) {
      const { number, createdAt: at, priority } = ticket;
      const event = openedEvent(ticket, requester);
      const ticketState = ticketFrom(event);
      await insertTicketState(trx, ticketState, event);
      const desks = route(ticket, tenantOf(conversation), priority);
      await addDesks(trx, number, desks);
      const attached = await attachFiles(trx, files, conversation, number);
      const subject = { ticket, ticketState };
      const posts = await postsOf(options, trx, subject, { event, files: attached });
      const note = await threadNote(trx, conversation, ticket, event);
      return { posts: [...posts, ...note], answer: answerOf(configured, desks, at) };
    },
    async execute(trx, { number, command, actor, at }) {
      const before = await lockTicketState(trx, number);
      if (before === null) return { ok: false, refusal: { code: 'unknown-ticket', typed: number } };
      const decision = applyCommand(before, command, actor, at);
      if (!decision.ok) return decision;
      const { ticketState, event } = decision;
      await saveTicketEvent(trx, ticketState, event);
      const { ticket, conversation } = await storedTicket(trx, number);
      // A ticket that became urgent may be routed to further desks; desks that already have it keep
      // it.
      if (event.kind === 'prioritized') {
        await addDesks(trx, number, route(ticket, tenantOf(conversation), ticketState.priority));
      }
      if (event.kind === 'relabeled')
        await labelTicket(trx, { conversation, ticket, symptom: event.to?.symptom ?? null });
      const files = event.kind === 'answered' ? event.files.flatMap(({ id }) => id ?? []) : [];
      const attached = await attachFiles(trx, files, conversation, number);
      const posts = await postsOf(
        options,
        trx,
        { ticket, ticketState },
        { event, files: attached },
      );
      const note = await threadNote(trx, conversation, ticket, event);
      return { ok: true, before, ticketState, event, ticket, posts: [...posts, ...note] };
    },
  };
}

/** Returns the posts about a ticket for each of its desks, in the language of the desk. */
async function postsOf(
  { world, helpdeskChannels, desks = [] }: TicketServiceOptions,
  trx: Transaction<Database>,
  { ticket, ticketState }: Pick<TicketOverview, 'ticket' | 'ticketState'>,
  happened: Omit<TicketOccurrence, 'mentions'>,
): Promise<readonly AgentJob[]> {
  const named = await desksOf(trx, ticket.number);
  const files = await countFiles(trx, ticket.number);
  const channels = helpdeskChannels.filter(({ desk }) => named.includes(desk));
  const { event } = happened;
  const mentions = await mentionsOf(trx, { ticketState, event, channels, desks });
  return channels.map((channel) => {
    const overview = overviewOf(world, { ticket, ticketState, files }, channel.locale);
    return jobOf(channel, overview, {
      ...happened,
      event: eventIn(world, event, channel.locale),
      mentions: mentions.get(channel.desk) ?? [],
    });
  });
}

function openedEvent({ number: ticket, createdAt: at, priority }: Ticket, actor: Actor) {
  return { kind: 'opened', ticket, revision: 1, at, actor, priority } as const;
}

/** Returns a ticket with everything an agent needs to act on it, in a language. */
export function overviewOf(
  world: World,
  about: Pick<TicketOverview, 'ticket' | 'ticketState' | 'files'>,
  locale: Locale,
): TicketOverview {
  const { ticket } = about;
  return {
    number: ticket.number,
    ...about,
    ticket: ticketIn(world, ticket, locale),
    fixes: recommendedFixes(world, ticket, locale),
  };
}

/** A ticket event and the files that came with it. */
interface TicketOccurrence {
  readonly event: TicketEvent;
  readonly files: readonly KeptFile[];
  /** Whom the desk calls on. */
  readonly mentions: readonly Mention[];
}

/**
 * The current card; except for the first event, a line in its thread about what happened; and any
 * files that came with it.
 */
function jobOf(
  { desk, locale, relay }: HelpdeskChannel,
  overview: TicketOverview,
  { event, files, mentions: called }: TicketOccurrence,
): AgentJob {
  const { number } = overview;
  const name = `${number}.${event.revision}`;
  const mentions = called.length === 0 ? {} : { mentions: called };
  const isNew = event.kind === 'opened';
  const card: HelpdeskPost = {
    kind: 'escalation',
    id: name,
    locale,
    ...overview,
    ...(relay === undefined ? {} : { relay }),
    // Only a new message notifies anybody.
    ...(isNew ? mentions : {}),
  };
  const line: HelpdeskPost = {
    kind: 'thread',
    id: `${name}.line`,
    locale,
    number,
    event,
    ...mentions,
  };
  const attached = files.map(
    (file): HelpdeskPost => ({
      kind: 'file',
      id: `${name}.${file.id}`,
      locale,
      number,
      file,
      from: event.actor.name,
    }),
  );
  const posts = isNew ? [card, ...attached] : [card, line, ...attached];
  return {
    audience: 'agent',
    desk,
    ticket: number,
    items: posts.map((reply) => ({ id: `${desk}/${reply.id}`, reply })),
  };
}
