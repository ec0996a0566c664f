import type { TicketDraft } from '../tickets/payload.ts';
import type { RequesterTicketCommand } from '../tickets/ticket-command.ts';
import type { MessageSource } from './event.ts';
import type { KeptReport, ReportOutcome } from './kept-report.ts';
import type { Choice, Reply } from './reply.ts';

/** An action requested by a step, as data. Effects run in order. */
export type Effect =
  | { readonly kind: 'say'; readonly reply: Reply }
  /**
   * An earlier card was answered: it loses its buttons and shows the choice (`choice`; null shows
   * none).
   */
  | { readonly kind: 'decide'; readonly reply: Reply; readonly choice: Choice | null }
  /**
   * Stores the ticket, numbers it, and posts it with these stored files (ids). Its number comes
   * back as a `ticket-filed` event in the same turn.
   */
  | {
      readonly kind: 'file-ticket';
      readonly ticket: TicketDraft;
      readonly files: readonly string[];
      /** The thread elsewhere that hears of the ticket, if there is one. */
      readonly thread?: NonNullable<MessageSource['address']>;
    }
  /**
   * Runs this command on one of the person's tickets as its requester; the ticket's desks are
   * notified.
   */
  | {
      readonly kind: 'ticket-command';
      readonly number: string;
      readonly command: RequesterTicketCommand;
    }
  /**
   * If this message went to a ticket, marks it there as changed, or as deleted if `text` is null.
   */
  | { readonly kind: 'amend-ticket'; readonly messageId: string; readonly text: string | null }
  /**
   * Counts the other people who reported this symptom (its key) lately. The numbers come back as a
   * `reports-counted` event in the same turn.
   */
  | { readonly kind: 'count-reports'; readonly symptom: string }
  /** Keeps a report and how it was answered, so that runbooks can learn from it. */
  | { readonly kind: 'keep-report'; readonly report: KeptReport }
  /**
   * Notes what became of the last report of a case (its id). `symptom` is the key of the one that
   * was meant; null if unknown.
   */
  | {
      readonly kind: 'settle-report';
      readonly case: string;
      readonly outcome: ReportOutcome;
      readonly symptom: string | null;
    };
