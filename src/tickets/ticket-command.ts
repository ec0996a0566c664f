import type { Actor } from './actor.ts';
import type { EventFile } from './file.ts';
import type { Priority } from './priority.ts';
import type { Stars, Undelivered } from './ticket-event.ts';
import type { TicketStatus } from './ticket-state.ts';

/** What somebody wants done to a ticket. */
export type TicketCommand = AgentTicketCommand | RequesterTicketCommand | SystemTicketCommand;

export type AgentTicketCommand =
  | { readonly kind: 'claim' }
  /** `to` is an agent: who calls has seen to that. */
  | { readonly kind: 'assign'; readonly to: Actor }
  | { readonly kind: 'release' }
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'ask'; readonly text: string }
  | { readonly kind: 'priority'; readonly to: Priority }
  | { readonly kind: 'resolve'; readonly text: string | null }
  | { readonly kind: 'reopen'; readonly reason: string | null };

/** What Signpost does by itself. */
export type SystemTicketCommand =
  | { readonly kind: 'close'; readonly days: number }
  | { readonly kind: 'undelivered'; readonly what: Undelivered };

export type RequesterTicketCommand =
  | {
      readonly kind: 'answer';
      readonly text: string;
      readonly files: readonly EventFile[];
      readonly source: string | null;
    }
  | { readonly kind: 'amend'; readonly of: number; readonly text: string | null }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'rate'; readonly stars: Stars; readonly comment: string | null }
  | { readonly kind: 'reopen'; readonly reason: string | null };

/** The most characters of one reply, note, question, reason, or word on what was done. */
export const MAX_TEXT_LENGTH = 4000;

/** What an agent may do, in the order buttons stand in. */
export const AGENT_TICKET_COMMANDS = [
  'claim',
  'reply',
  'ask',
  'note',
  'resolve',
  'assign',
  'priority',
  'release',
  'reopen',
] as const satisfies readonly AgentTicketCommand['kind'][];
export type AgentTicketCommandName = (typeof AGENT_TICKET_COMMANDS)[number];

/** Why a move is not made; each has its sentence, with what to do instead. */
export type CommandRefusal =
  /** Somebody else has it already: of two claims at once, the second. */
  | { readonly code: 'already-claimed'; readonly by: Actor }
  | { readonly code: 'already-yours' }
  /** Assigned to who has it anyway. */
  | { readonly code: 'already-theirs'; readonly by: Actor }
  /** Only who has it may do this; they, or who takes it over. Null where nobody has it. */
  | { readonly code: 'not-yours'; readonly by: Actor | null }
  /** It is resolved or closed; it would have to be reopened first. */
  | { readonly code: 'not-open'; readonly status: TicketStatus }
  | { readonly code: 'already-resolved'; readonly by: Actor | null }
  | { readonly code: 'same-priority'; readonly priority: Priority }
  | { readonly code: 'nothing-to-reopen' }
  | { readonly code: 'nothing-to-confirm' }
  | { readonly code: 'nothing-to-rate' }
  | { readonly code: 'already-rated' }
  /** What was written is not there, or is somebody else's. */
  | { readonly code: 'nothing-to-amend' }
  | { readonly code: 'nothing-said' }
  /** The move belongs to another kind of actor. */
  | { readonly code: 'not-allowed' };
