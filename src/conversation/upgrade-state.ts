import type { OwnTicket, State } from './state.ts';

/** What a stored state may lack that was written before tickets had a life. */
type EarlierState = Omit<State, 'tickets' | 'focus' | 'ticketPrompts'> &
  Partial<Pick<State, 'focus' | 'ticketPrompts'>> & { readonly tickets: readonly EarlierTicket[] };

type EarlierTicket = Pick<OwnTicket, 'number' | 'title' | 'at'> & Partial<OwnTicket>;

/** The state with what an earlier version did not write: tickets of then are new, and nobody was told anything. */
export function upgradeState(stored: EarlierState): State {
  return {
    ...stored,
    focus: stored.focus ?? null,
    ticketPrompts: stored.ticketPrompts ?? [],
    tickets: stored.tickets.map((ticket) => ({
      ...{ status: 'new' as const, assignee: null, symptom: null, told: false },
      ...ticket,
    })),
  };
}
