import type { TicketUpdated } from '../../conversation/event.ts';
import { actorName } from '../../tickets/actor.ts';
import type { TextFormat, TicketEvent } from '../../tickets/ticket-event.ts';
import type { TicketChange } from '../tickets/ticket-service.ts';
import { aboutTicket } from './named-ticket.ts';

/**
 * Returns the part of an event that reaches the requester's conversation; null if none does. From
 * agents, that is replies, questions and what was done: never a note, a reason or discussion in a
 * thread.
 */
export function updateFor({
  before,
  event,
  ticketState,
  ticket,
}: Extract<TicketChange, { ok: true }>): TicketUpdated | null {
  // Requesters already got an answer to what they did themselves.
  if (event.actor.kind === 'requester') return null;
  const update = ticketUpdateOf(event);
  const assignee = ticketState.assignee && actorName(ticketState.assignee);
  const isSame =
    ticketState.status === before.status &&
    assignee === (before.assignee && actorName(before.assignee));
  return update === null && isSame
    ? null
    : {
        kind: 'ticket-news',
        number: ticketState.number,
        status: ticketState.status,
        assignee,
        about: aboutTicket(ticket),
        news: update,
      };
}

function ticketUpdateOf(event: TicketEvent): TicketUpdated['news'] {
  const by = event.actor.name;
  switch (event.kind) {
    case 'claimed':
      return { code: 'taken', by };
    case 'assigned':
      return { code: 'taken', by: event.to.name };
    case 'replied':
    case 'asked':
      return { code: event.kind, by, text: event.text, ...formatOf(event) };
    case 'resolved':
      return { code: 'resolved', by, text: event.text, ...formatOf(event) };
    case 'reopened':
      return { code: 'reopened', by };
    case 'closed':
      return { code: 'closed', days: event.days };
    case 'opened':
    case 'released':
    case 'noted':
    case 'prioritized':
    case 'relabeled':
    case 'answered':
    case 'amended':
    case 'confirmed':
    case 'rated':
    case 'undelivered':
      return null;
    default:
      return event satisfies never;
  }
}

function formatOf({ format }: { readonly format?: TextFormat }) {
  return format === undefined ? {} : { format };
}
