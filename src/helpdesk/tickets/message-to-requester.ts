import type { Reply } from '../../conversation/reply.ts';
import type { TicketEvent, Undelivered } from '../../tickets/ticket-event.ts';

/** An agent's message to the requester of a ticket. */
export interface AgentWord {
  readonly number: string;
  readonly what: Undelivered;
}

/** Returns the agent's message to the requester in a ticket event; null if there is none. */
export function wordIn(event: TicketEvent): AgentWord | null {
  const { ticket: number } = event;
  switch (event.kind) {
    case 'replied':
      return { number, what: 'reply' };
    case 'asked':
      return { number, what: 'question' };
    case 'resolved':
      return { number, what: 'resolution' };
    default:
      return null;
  }
}

/** Returns the agent's message that a reply carries; null if it carries none. */
export function wordOf(reply: Reply): AgentWord | null {
  if (reply.kind === 'solved-question') return { number: reply.number, what: 'resolution' };
  if (reply.kind !== 'ticket-news') return null;
  const { number, news: update } = reply;
  if (update.code === 'replied') return { number, what: 'reply' };
  return update.code === 'asked' ? { number, what: 'question' } : null;
}

/** True if one of these replies carries the message. */
export function isSaid({ number, what }: AgentWord, replies: readonly Reply[]): boolean {
  return replies.map(wordOf).some((word) => word?.number === number && word.what === what);
}
