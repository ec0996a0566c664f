/** What a requester hears of their ticket. Of an agent's words it holds only those meant for them. */
export type TicketUpdate =
  /** An agent has it now; `by` is their name, null where the platform told none. */
  | { readonly code: 'taken'; readonly by: string | null }
  | { readonly code: 'replied'; readonly by: string | null; readonly text: string }
  /** The helpdesk waits for their answer. */
  | { readonly code: 'asked'; readonly by: string | null; readonly text: string }
  | { readonly code: 'reopened'; readonly by: string | null }
  /** Resolved, and they said nothing for so many days. They may still reopen it. */
  | { readonly code: 'closed'; readonly days: number };
