import type { TicketDraft } from '../tickets/payload.ts';
import type { Choice, Reply } from './reply.ts';

/** What a step wants done, as data. Effects are carried out in their order. */
export type Effect =
  | { readonly kind: 'say'; readonly reply: Reply }
  /** An earlier card was answered: it loses its buttons and says what was chosen (`choice`, or nothing any more). */
  | { readonly kind: 'decide'; readonly reply: Reply; readonly choice: Choice | null }
  /** Store the ticket, number it, post it; its number comes back as a `ticket-filed` event of the same turn. */
  | { readonly kind: 'file-ticket'; readonly ticket: TicketDraft };
