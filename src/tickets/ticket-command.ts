import type { Actor } from './actor.ts';
import { type ChangeName, isChange, TICKET_BUTTONS } from './agent-command/command-entry.ts';
import type { EventFile } from './file.ts';
import type { Priority } from './priority.ts';
import type { Stars, TextFormat, TicketLabel, Undelivered } from './ticket-event.ts';
import type { TicketStatus } from './ticket-state.ts';

/** A command on a ticket. */
export type TicketCommand = AgentTicketCommand | RequesterTicketCommand | SystemTicketCommand;

export type AgentTicketCommand =
  | { readonly kind: 'claim' }
  /** `to` is an agent; the caller ensures that. */
  | { readonly kind: 'assign'; readonly to: Actor }
  | { readonly kind: 'release' }
  | { readonly kind: 'reply' | 'note' | 'ask'; readonly text: string; readonly format?: TextFormat }
  | { readonly kind: 'priority'; readonly to: Priority }
  /** `to` is the symptom it really is; null if no runbook has it. */
  | { readonly kind: 'relabel'; readonly to: TicketLabel | null }
  | { readonly kind: 'resolve'; readonly text: string | null; readonly format?: TextFormat }
  | { readonly kind: 'reopen'; readonly reason: string | null };

/** What Signpost does on its own. */
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
  /** Makes the ticket urgent, if the helpdesk lets its requesters decide that. */
  | { readonly kind: 'urge' }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'rate'; readonly stars: Stars; readonly comment: string | null }
  | { readonly kind: 'reopen'; readonly reason: string | null };

/** Maximum length of a reply, note, question, reason or resolution. */
export const MAX_TEXT_LENGTH = 4000;

/** Agent commands, in button order. */
export const AGENT_TICKET_COMMANDS: readonly AgentTicketCommandName[] = TICKET_BUTTONS.map(
  ({ name }) => name,
).filter(isChange);
export type AgentTicketCommandName = ChangeName & AgentTicketCommand['kind'];

/** Why a command is refused; each has its own message, with what to do instead. */
export type CommandRefusal =
  /** Someone else already has it: of two simultaneous claims, the second. */
  | { readonly code: 'already-claimed'; readonly by: Actor }
  | { readonly code: 'already-yours' }
  /** Already assigned to that person. */
  | { readonly code: 'already-theirs'; readonly by: Actor }
  /**
   * Only the assignee may do this, or an agent who takes the ticket over. Null if it's unassigned.
   */
  | { readonly code: 'not-yours'; readonly by: Actor | null }
  /** It is resolved or closed, and has to be reopened first. */
  | { readonly code: 'not-open'; readonly status: TicketStatus }
  | { readonly code: 'already-resolved'; readonly by: Actor | null }
  | { readonly code: 'same-priority'; readonly priority: Priority }
  | { readonly code: 'nothing-to-reopen' }
  | { readonly code: 'nothing-to-confirm' }
  | { readonly code: 'nothing-to-rate' }
  | { readonly code: 'already-rated' }
  /** The text to amend doesn't exist, or belongs to someone else. */
  | { readonly code: 'nothing-to-amend' }
  | { readonly code: 'nothing-said' }
  /** The command belongs to another kind of actor. */
  | { readonly code: 'not-allowed' };
