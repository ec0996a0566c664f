import type { Actor } from './actor.ts';
import type { EventFile } from './file.ts';
import type { Priority } from './priority.ts';

/**
 * An event on a ticket. Events are only ever appended; replayed in order, they give the ticket
 * state, so they are both the audit trail and the source of truth.
 */
/** How a text is written: Markdown, of which cards draw a small part. */
export type TextFormat = 'markdown';

export type TicketEvent = TicketEventBody & {
  /** Number of the ticket, such as `SP-1001`. */
  readonly ticket: string;
  /** Starts at 1, without gaps: the revision of the ticket state after the event. */
  readonly revision: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly actor: Actor;
};

/** What an agent wrote. Absent in texts of earlier versions, which are plain. */
interface Formatted {
  readonly format?: TextFormat;
}

export type TicketEventBody =
  | { readonly kind: 'opened'; readonly priority: Priority }
  | { readonly kind: 'claimed' }
  /** `from` is the previous assignee; null if there was none. */
  | { readonly kind: 'assigned'; readonly to: Actor; readonly from: Actor | null }
  | { readonly kind: 'released' }
  /** Reaches the requester. `took`: the ticket was unassigned, and now its writer has it. */
  | ({ readonly kind: 'replied'; readonly text: string; readonly took: boolean } & Formatted)
  /** Stays with the helpdesk. */
  | ({ readonly kind: 'noted'; readonly text: string } & Formatted)
  /** Reaches the requester; the ticket then waits for their answer. */
  | ({ readonly kind: 'asked'; readonly text: string; readonly took: boolean } & Formatted)
  /** The requester wrote; `source` is the platform id of their message, used to match edits. */
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly files: readonly EventFile[];
      readonly source: string | null;
    }
  /** The requester edited what they wrote at revision `of`; `text` is null if they deleted it. */
  | { readonly kind: 'amended'; readonly of: number; readonly text: string | null }
  | { readonly kind: 'prioritized'; readonly from: Priority; readonly to: Priority }
  /** An agent said which symptom it really is; `to` is null if no runbook has it. */
  | { readonly kind: 'relabeled'; readonly to: TicketLabel | null }
  /** `text` says what was done and reaches the requester. */
  | ({
      readonly kind: 'resolved';
      readonly text: string | null;
      readonly took: boolean;
    } & Formatted)
  /** The requester confirms that it is solved. */
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'rated'; readonly stars: Stars; readonly comment: string | null }
  /** An agent's reason stays with the helpdesk. */
  | { readonly kind: 'reopened'; readonly reason: string | null }
  /** An agent's message couldn't be delivered to the requester and isn't retried. */
  | { readonly kind: 'undelivered'; readonly what: Undelivered }
  /** Resolved, and not disputed for this many days. */
  | { readonly kind: 'closed'; readonly days: number };

/** The symptom of a ticket as an agent named it. */
export interface TicketLabel {
  /** `<runbook>/<symptom>`. */
  readonly symptom: string;
  /** In the language of the ticket. */
  readonly title: string;
}

/** Which message of an agent did not reach the requester. */
export const UNDELIVERED = ['reply', 'question', 'resolution'] as const;
export type Undelivered = (typeof UNDELIVERED)[number];

export const STARS = [1, 2, 3, 4, 5] as const;
export type Stars = (typeof STARS)[number];
