import type { Actor } from './actor.ts';
import type { EventFile } from './file.ts';
import type { Priority } from './priority.ts';

/**
 * One thing that happened to a ticket. Events are only ever appended; folded in their order they give the ticket's
 * life, so they are the audit trail and the truth at once.
 */
export type TicketEvent = TicketEventBody & {
  /** Number of the ticket, such as `SP-1001`. */
  readonly ticket: string;
  /** From 1 and without gaps: the revision of the ticket's life after it. */
  readonly revision: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly actor: Actor;
};

export type TicketEventKind = TicketEventBody['kind'];

export type TicketEventBody =
  | { readonly kind: 'opened'; readonly priority: Priority }
  | { readonly kind: 'claimed' }
  /** `from` is who had it before; null where nobody had. */
  | { readonly kind: 'assigned'; readonly to: Actor; readonly from: Actor | null }
  | { readonly kind: 'released' }
  /** Reaches the requester. `took`: nobody had the ticket, and now its writer has it. */
  | { readonly kind: 'replied'; readonly text: string; readonly took: boolean }
  /** Stays with the helpdesk. */
  | { readonly kind: 'noted'; readonly text: string }
  /** Reaches the requester, and the ticket waits for their answer. */
  | { readonly kind: 'asked'; readonly text: string; readonly took: boolean }
  /** The requester wrote; `source` is the platform's id of their message, by which edits of it are known. */
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly files: readonly EventFile[];
      readonly source: string | null;
    }
  /** The requester changed what they wrote at revision `of`; `text` is null where they took it back. */
  | { readonly kind: 'amended'; readonly of: number; readonly text: string | null }
  | { readonly kind: 'prioritized'; readonly from: Priority; readonly to: Priority }
  /** `text` says what was done, and reaches the requester. */
  | { readonly kind: 'resolved'; readonly text: string | null; readonly took: boolean }
  /** The requester says that it is solved. */
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'rated'; readonly stars: Stars; readonly comment: string | null }
  /** An agent's reason stays with the helpdesk. */
  | { readonly kind: 'reopened'; readonly reason: string | null }
  /** What an agent said to the requester could not be delivered, and is not tried any more. */
  | { readonly kind: 'undelivered'; readonly what: Undelivered }
  /** Resolved, and for so many days nobody said otherwise. */
  | { readonly kind: 'closed'; readonly days: number };

/** Which word of an agent did not reach the requester. */
export const UNDELIVERED = ['reply', 'question', 'resolution'] as const;
export type Undelivered = (typeof UNDELIVERED)[number];

export const STARS = [1, 2, 3, 4, 5] as const;
export type Stars = (typeof STARS)[number];
