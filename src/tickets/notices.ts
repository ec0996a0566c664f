import { type Actor, sameActor } from './actor.ts';
import type { TicketEvent } from './ticket-event.ts';
import { isOpen, type TicketState } from './ticket-state.ts';

/** What agents are notified of; each of them can mute each. */
export const NOTICE_KINDS = ['assigned', 'answered', 'urgent'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Somebody has something to do. `to` is an agent, or the on-call group of a desk. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly to: Actor | 'on-call';
}

/**
 * Returns whom an event calls on; null if it leaves nobody anything to do. Nobody is called on for
 * what they did themselves, nor for a ticket that is resolved.
 */
export function noticeOf(ticketState: TicketState, event: TicketEvent): Notice | null {
  if (!isOpen(ticketState)) return null;
  const notice = calledOn(ticketState, event);
  return notice !== null && notice.to !== 'on-call' && sameActor(notice.to, event.actor)
    ? null
    : notice;
}

function calledOn({ assignee, priority }: TicketState, event: TicketEvent): Notice | null {
  switch (event.kind) {
    case 'assigned':
      return { kind: 'assigned', to: event.to };
    case 'answered':
    case 'reopened':
    case 'undelivered':
      return assignee === null ? onCallIf(priority) : { kind: 'answered', to: assignee };
    case 'prioritized':
      if (event.to !== 'urgent') return null;
      return assignee === null ? onCallIf(priority) : { kind: 'urgent', to: assignee };
    case 'opened':
    case 'released':
      return onCallIf(priority);
    case 'amended':
    case 'claimed':
    case 'replied':
    case 'noted':
    case 'asked':
    case 'relabeled':
    case 'resolved':
    case 'confirmed':
    case 'rated':
    case 'closed':
      return null;
    default:
      return event satisfies never;
  }
}

/** An urgent ticket that nobody has calls on the people on call. */
function onCallIf(priority: TicketState['priority']): Notice | null {
  return priority === 'urgent' ? { kind: 'urgent', to: 'on-call' } : null;
}
