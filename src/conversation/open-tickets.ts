import type { Reply } from './reply.ts';
import type { OwnTicket, State } from './state.ts';
import { type Turn, withEffect, withState } from './turn.ts';

/** One of the person's tickets; null where they have none of that number. */
export function ticketOf({ state }: Turn, number: string): OwnTicket | null {
  return state.tickets.find((ticket) => ticket.number === number) ?? null;
}

/** Notes what became of a ticket. */
export function withTicket(talk: Turn, number: string, change: Partial<OwnTicket>): Turn {
  const tickets = talk.state.tickets.map((ticket) =>
    ticket.number === number ? { ...ticket, ...change } : ticket,
  );
  return { ...talk, state: { ...talk.state, tickets: kept(tickets, talk.state.ticketPrompts) } };
}

/** Closed tickets that are remembered besides those that are not closed yet, which are never forgotten. */
const MAX_CLOSED = 50;

/** Adds a ticket to those that are remembered, in the order in which they were filed. */
export function rememberTicket(state: State, ticket: OwnTicket): State {
  const newer = state.tickets.filter(({ at }) => at > ticket.at).length;
  return {
    ...state,
    tickets: kept(state.tickets.toSpliced(newer, 0, ticket), state.ticketPrompts),
  };
}

/** The tickets without the oldest closed ones. One with a card that waits is not forgotten: it may be reopened. */
function kept(tickets: readonly OwnTicket[], asks: State['ticketPrompts']): readonly OwnTicket[] {
  const waiting = new Set(asks.map(({ number }) => number));
  let closed = 0;
  return tickets.filter(({ number, status }) => {
    if (status !== 'closed' || waiting.has(number)) return true;
    closed += 1;
    return closed <= MAX_CLOSED;
  });
}

/** Lets a card about a ticket wait for its answer, whatever else is being talked about; the one before it lapses. */
export function addPrompt(talk: Turn, number: string, reply: Reply): Turn {
  const lapsed = lapsePrompt(talk, number);
  const oldest = lapsed.state.ticketPrompts[MAX_ASKS - 1];
  const { state, ...rest } = oldest === undefined ? lapsed : lapsePrompt(lapsed, oldest.number);
  return withState(
    { state, ...rest },
    { ticketPrompts: [{ number, reply }, ...state.ticketPrompts] },
  );
}

/** The card about this ticket that waits, if one does, waits no more. */
export function lapsePrompt(talk: Turn, number: string): Turn {
  const waiting = talk.state.ticketPrompts.find((ask) => ask.number === number);
  if (waiting === undefined) return talk;
  const left = withState(talk, {
    ticketPrompts: talk.state.ticketPrompts.filter((ask) => ask !== waiting),
  });
  return withEffect(left, { kind: 'decide', reply: waiting.reply, choice: null });
}

/** Each ticket has one card that waits at the most. With more tickets than this, the buttons of the oldest card go. */
const MAX_ASKS = 50;
