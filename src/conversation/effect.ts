import type { TicketDraft } from '../tickets/payload.ts';
import type { RequesterTicketCommand } from '../tickets/ticket-command.ts';
import type { Choice, Reply } from './reply.ts';

/** What a step wants done, as data. Effects are carried out in their order. */
export type Effect =
  | { readonly kind: 'say'; readonly reply: Reply }
  /** An earlier card was answered: it loses its buttons and says what was chosen (`choice`, or nothing any more). */
  | { readonly kind: 'decide'; readonly reply: Reply; readonly choice: Choice | null }
  /**
   * Store the ticket, number it, post it with these kept files (ids); its number comes back as a `ticket-filed` event
   * of the same turn.
   */
  | {
      readonly kind: 'file-ticket';
      readonly ticket: TicketDraft;
      readonly files: readonly string[];
    }
  /** Do this to one of their tickets, as its requester; its desks hear of it. */
  | { readonly kind: 'move-ticket'; readonly number: string; readonly move: RequesterTicketCommand }
  /** Where this message of theirs went to a ticket, mark it there as changed, or as taken back (`text` null). */
  | { readonly kind: 'amend-ticket'; readonly messageId: string; readonly text: string | null };
