import type { OwnTicket, State } from './state.ts';

/** A stored state from a version without ticket states; it may lack these fields. */
type EarlierState = Omit<State, 'tickets' | 'focus' | 'ticketPrompts'> &
  Partial<Pick<State, 'focus' | 'ticketPrompts'>> & { readonly tickets: readonly EarlierTicket[] };

type EarlierTicket = Pick<OwnTicket, 'number' | 'title' | 'at'> & Partial<OwnTicket>;

/**
 * Fills in what an earlier version didn't store: its tickets are new, and no requester has been
 * told that their messages go to the helpdesk.
 */
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
