import type { Reply } from '../../conversation/reply.ts';
import type { TicketEvent, Undelivered } from '../../tickets/ticket-event.ts';

/** Something an agent says to the requester of a ticket. */
export interface AgentWord {
  readonly number: string;
  readonly what: Undelivered;
}

/** What an agent says to the requester with an event of a ticket; null if nothing. */
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

/** The word of an agent that a reply of the talk carries; null if it carries none. */
export function wordOf(reply: Reply): AgentWord | null {
  if (reply.kind === 'solved-question') return { number: reply.number, what: 'resolution' };
  if (reply.kind !== 'ticket-news') return null;
  const { number, news } = reply;
  if (news.code === 'replied') return { number, what: 'reply' };
  return news.code === 'asked' ? { number, what: 'question' } : null;
}

/** True if one of these replies carries the word. */
export function isSaid({ number, what }: AgentWord, replies: readonly Reply[]): boolean {
  return replies.map(wordOf).some((word) => word?.number === number && word.what === what);
}
