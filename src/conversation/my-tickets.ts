import type { Reply } from './reply.ts';
import type { FiledTicket } from './state.ts';
import { type Talk, withEffect, withState } from './talk.ts';

/** One of the person's tickets; null where they have none of that number. */
export function ticketOf({ state }: Talk, number: string): FiledTicket | null {
  return state.tickets.find((ticket) => ticket.number === number) ?? null;
}

/** Notes what became of a ticket. */
export function withTicket(talk: Talk, number: string, change: Partial<FiledTicket>): Talk {
  const tickets = talk.state.tickets.map((ticket) => (ticket.number === number ? { ...ticket, ...change } : ticket));
  return withState(talk, { tickets });
}

/** Lets a card about a ticket wait for its answer, whatever else is being talked about; the one before it lapses. */
export function waitFor(talk: Talk, number: string, reply: Reply): Talk {
  const lapsed = lapseAsk(talk, number);
  return withState(lapsed, { asks: [{ number, reply }, ...lapsed.state.asks].slice(0, MOST_ASKS) });
}

/** The card about this ticket that waits, if one does, waits no more. */
export function lapseAsk(talk: Talk, number: string): Talk {
  const waiting = talk.state.asks.find((ask) => ask.number === number);
  if (waiting === undefined) return talk;
  const left = withState(talk, { asks: talk.state.asks.filter((ask) => ask !== waiting) });
  return withEffect(left, { kind: 'decide', reply: waiting.reply, choice: null });
}

/** As many as tickets are remembered: each has one card that waits at the most. */
const MOST_ASKS = 50;
