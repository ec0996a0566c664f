import type { TextFormat } from '../tickets/ticket-event.ts';

/**
 * A ticket update for the requester. Of an agent's messages it contains only those meant for the
 * requester.
 */
export type TicketUpdate =
  /** An agent took the ticket; `by` is their name, null if the platform gave none. */
  | { readonly code: 'taken'; readonly by: string | null }
  /** `asked`: the helpdesk waits for the requester's answer. */
  | {
      readonly code: 'replied' | 'asked';
      readonly by: string | null;
      readonly text: string;
      /** Absent if the text is plain. */
      readonly format?: TextFormat;
    }
  | { readonly code: 'reopened'; readonly by: string | null }
  /** Resolved, and the requester didn't answer for this many days. They may still reopen it. */
  | { readonly code: 'closed'; readonly days: number };
