import type { Reply } from './reply.ts';
import type { OwnTicket, State } from './state.ts';
import { type Turn, withEffect, withState } from './turn.ts';

/** Returns the person's ticket with this number, or null if they have none. */
export function ticketOf({ state }: Turn, number: string): OwnTicket | null {
  return state.tickets.find((ticket) => ticket.number === number) ?? null;
}

/** Updates a stored ticket. */
export function withTicket(turn: Turn, number: string, change: Partial<OwnTicket>): Turn {
  const tickets = turn.state.tickets.map((ticket) =>
    ticket.number === number ? { ...ticket, ...change } : ticket,
  );
  return {
    ...turn,
    state: { ...turn.state, tickets: withoutOldClosed(tickets, turn.state.ticketPrompts) },
  };
}

/** Maximum number of closed tickets to store. Tickets that aren't closed are always stored. */
const MAX_CLOSED = 50;

/** Adds a ticket to the stored ones, in the order in which they were filed. */
export function rememberTicket(state: State, ticket: OwnTicket): State {
  const newer = state.tickets.filter(({ at }) => at > ticket.at).length;
  return {
    ...state,
    tickets: withoutOldClosed(state.tickets.toSpliced(newer, 0, ticket), state.ticketPrompts),
  };
}

/**
 * Removes the oldest closed tickets. A ticket with a waiting card stays, because it may be
 * reopened.
 */
function withoutOldClosed(
  tickets: readonly OwnTicket[],
  asks: State['ticketPrompts'],
): readonly OwnTicket[] {
  const waiting = new Set(asks.map(({ number }) => number));
  let closed = 0;
  return tickets.filter(({ number, status }) => {
    if (status !== 'closed' || waiting.has(number)) return true;
    closed += 1;
    return closed <= MAX_CLOSED;
  });
}

/**
 * Adds a card about a ticket that waits for its answer independently of the rest of the
 * conversation. The ticket's previous card lapses.
 */
export function addPrompt(turn: Turn, number: string, reply: Reply): Turn {
  const lapsed = lapsePrompt(turn, number);
  const oldest = lapsed.state.ticketPrompts[MAX_ASKS - 1];
  const { state, ...rest } = oldest === undefined ? lapsed : lapsePrompt(lapsed, oldest.number);
  return withState(
    { state, ...rest },
    { ticketPrompts: [{ number, reply }, ...state.ticketPrompts] },
  );
}

/** Lapses the waiting card about this ticket, if there is one. */
export function lapsePrompt(turn: Turn, number: string): Turn {
  const waiting = turn.state.ticketPrompts.find((ask) => ask.number === number);
  if (waiting === undefined) return turn;
  const left = withState(turn, {
    ticketPrompts: turn.state.ticketPrompts.filter((ask) => ask !== waiting),
  });
  return withEffect(left, { kind: 'decide', reply: waiting.reply, choice: null });
}

/**
 * Each ticket has at most one waiting card. With more tickets than this, the oldest card loses its
 * buttons.
 */
const MAX_ASKS = 50;
