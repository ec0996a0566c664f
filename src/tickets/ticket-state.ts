import { type Actor, sameActor } from './actor.ts';
import type { Priority } from './priority.ts';
import type { Stars, TextFormat, TicketEvent } from './ticket-event.ts';

export const TICKET_STATUSES = [
  'new',
  'assigned',
  'in-progress',
  'waiting',
  'resolved',
  'closed',
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** The current state of a filed ticket: the result of its events. */
export interface TicketState {
  readonly number: string;
  readonly status: TicketStatus;
  readonly priority: Priority;
  /**
   * The assignee; null exactly while the ticket is `new`. A closed ticket keeps its last assignee.
   */
  readonly assignee: Actor | null;
  /**
   * What was done, in the words of the agent who resolved it; null if they gave no text, and after
   * reopening.
   */
  readonly resolution: string | null;
  /** How the resolution is written; absent if it is plain. */
  readonly resolutionFormat?: TextFormat;
  readonly resolvedAt: string | null;
  readonly rating: { readonly stars: Stars; readonly comment: string | null } | null;
  /** How often it was reopened. */
  readonly reopened: number;
  /** Counts the events, from 1. */
  readonly revision: number;
  readonly openedAt: string;
  readonly changedAt: string;
}

export function isOpen({ status }: Pick<TicketState, 'status'>): boolean {
  return status !== 'resolved' && status !== 'closed';
}

/** Returns true if this person is the assignee. */
export function isAssignee({ assignee }: Pick<TicketState, 'assignee'>, actor: Actor): boolean {
  return assignee !== null && sameActor(assignee, actor);
}

/** Creates the state of a ticket from its first event. */
export function ticketFrom(event: Extract<TicketEvent, { kind: 'opened' }>): TicketState {
  return {
    number: event.ticket,
    status: 'new',
    priority: event.priority,
    assignee: null,
    resolution: null,
    resolvedAt: null,
    rating: null,
    reopened: 0,
    revision: event.revision,
    openedAt: event.at,
    changedAt: event.at,
  };
}

/**
 * Returns the state after another event. Doesn't validate: what is legal was decided before the
 * event was written.
 */
export function applyEvent(ticketState: TicketState, event: TicketEvent): TicketState {
  return {
    ...ticketState,
    ...changeBy(ticketState, event),
    revision: event.revision,
    changedAt: event.at,
  };
}

/** Returns the state that results from all events of a ticket, in order; null if there are none. */
export function replay(events: readonly TicketEvent[]): TicketState | null {
  const [first, ...rest] = events;
  return first?.kind === 'opened' ? rest.reduce(applyEvent, ticketFrom(first)) : null;
}

function changeBy(ticketState: TicketState, event: TicketEvent): Partial<TicketState> {
  switch (event.kind) {
    case 'opened':
    case 'amended':
    case 'relabeled':
    case 'undelivered':
      return {};
    case 'claimed':
      return { assignee: event.actor, status: 'assigned' };
    case 'assigned':
      return {
        assignee: event.to,
        status: ticketState.status === 'new' ? 'assigned' : ticketState.status,
      };
    case 'released':
      return { assignee: null, status: 'new' };
    case 'replied':
      return workStarted(ticketState, event);
    case 'noted':
      return ticketState.status === 'assigned' && isAssignee(ticketState, event.actor)
        ? { status: 'in-progress' }
        : {};
    case 'asked':
      return { ...workStarted(ticketState, event), status: 'waiting' };
    case 'answered':
      return ticketState.status === 'waiting' ? { status: 'in-progress' } : {};
    case 'prioritized':
      return { priority: event.to };
    case 'resolved':
      return {
        ...workStarted(ticketState, event),
        status: 'resolved',
        resolution: event.text,
        ...(event.format && { resolutionFormat: event.format }),
        resolvedAt: event.at,
      };
    case 'confirmed':
    case 'closed':
      return { status: 'closed' };
    case 'rated':
      return { rating: { stars: event.stars, comment: event.comment } };
    case 'reopened':
      return {
        status: ticketState.assignee === null ? 'new' : 'in-progress',
        resolution: null,
        resolvedAt: null,
        rating: null,
        reopened: ticketState.reopened + 1,
      };
    default:
      return event satisfies never;
  }
}

/**
 * An agent who works on an unassigned ticket takes it; a ticket that was only assigned becomes in
 * progress.
 */
function workStarted(
  ticketState: TicketState,
  event: Extract<TicketEvent, { took: boolean }>,
): Partial<TicketState> {
  const assignee = event.took ? event.actor : ticketState.assignee;
  return {
    assignee,
    status:
      ticketState.status === 'new' || ticketState.status === 'assigned'
        ? 'in-progress'
        : ticketState.status,
  };
}
