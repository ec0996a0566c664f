import type { SourceView } from '../conversation/reply.ts';
import type { StageContent } from '../conversation/views.ts';
import type { Locale } from '../i18n/locale.ts';
import type { CommandName, QueueFilter } from '../tickets/agent-command/command-words.ts';
import type { KeptFile } from '../tickets/file.ts';
import type { Ticket } from '../tickets/payload.ts';
import type { Priority } from '../tickets/priority.ts';
import type { AgentTicketCommandName, CommandRefusal } from '../tickets/ticket-command.ts';
import type { TicketEvent } from '../tickets/ticket-event.ts';
import type { TicketState, TicketStatus } from '../tickets/ticket-state.ts';

/** Buttons of desk cards. They send `{ desk: verb, ticket, revision }`, and what `DeskPress` says beside it. */
export const AGENT_VERBS = [
  'claim',
  'release',
  // Without the fields of their form these ask for it; with them they are done.
  'reply', // field `text`
  'note', // field `text`
  'ask', // field `text`
  'resolve', // field `text`, which may be empty
  'reopen', // field `text`, which may be empty
  'assign', // field `agent`: `<channel>/<realm>/<id>` as in the form's choices
  'priority', // field `priority`
  'show',
  'history', // data `page`
  'files',
  'queue', // data `filter` and `page`
  'help',
] as const;
export type AgentVerb = (typeof AGENT_VERBS)[number];

/** What the helpdesk is told, as meaning, before any channel renders it. */
export type AgentReply = AgentReplyBody & {
  readonly id: string;
  readonly locale: Locale;
};

export type AgentReplyKind = AgentReplyBody['kind'];

export type AgentReplyBody =
  /** The one message of a ticket in a desk, kept true by updating it. */
  | ({ readonly kind: 'escalation' } & TicketOverview)
  | QueueView
  /** Shown to one agent who asked: the same, with the newest of its story, newest last. */
  | ({
      readonly kind: 'ticket';
      readonly events: readonly TicketEvent[];
      /** How many events there are in all. */
      readonly total: number;
    } & TicketOverview)
  | HistoryView
  | LookupView
  /** The commands, each with its usage and what it does. */
  | { readonly kind: 'desk-help' }
  /** Typed words that are no command. `nearest` is the command they come nearest to, `usage` how that is written. */
  | {
      readonly kind: 'usage';
      readonly typed: string;
      readonly nearest: CommandName | null;
      readonly usage: string;
    }
  | { readonly kind: 'refused'; readonly number: string | null; readonly refusal: AgentRefusal }
  /** Tells whoever did it, and nobody else, that it is done. */
  | {
      readonly kind: 'done';
      readonly number: string;
      readonly title: string;
      readonly event: TicketEvent;
    }
  /** One line of the ticket's story, in its thread. */
  | { readonly kind: 'thread'; readonly number: string; readonly event: TicketEvent }
  /** A file of the ticket, in its thread. */
  | {
      readonly kind: 'file';
      readonly number: string;
      readonly file: KeptFile;
      readonly from: string | null;
    }
  | FilesView
  | AgentForm;

export interface TicketOverview {
  readonly number: string;
  readonly ticket: Ticket;
  readonly ticketState: TicketState;
  /** The fixes for an administrator that have not been ruled out, likeliest first, in this reply's language. */
  readonly fixes: readonly FixView[];
  /** How many files of it are kept. */
  readonly files: number;
}

/** A fix with all its steps, whoever they are for. */
export interface FixView {
  readonly audience: 'user' | 'admin';
  readonly cause: string;
  readonly why: string;
  readonly title: string;
  readonly stages: readonly (StageContent & { readonly audience: 'user' | 'admin' })[];
  readonly source: SourceView;
}

export interface QueueView {
  readonly kind: 'queue';
  readonly filter: QueueFilter;
  readonly rows: readonly QueueRow[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

export interface QueueRow {
  readonly number: string;
  readonly title: string;
  readonly status: TicketStatus;
  readonly priority: Priority;
  readonly assignee: string | null;
  readonly requester: string | null;
  /** ISO 8601 in UTC. */
  readonly openedAt: string;
  readonly revision: number;
}

export interface HistoryView {
  readonly kind: 'history';
  readonly number: string;
  readonly title: string;
  /** Oldest first. */
  readonly events: readonly TicketEvent[];
  readonly page: number;
  readonly pages: number;
}

/** The files of a ticket, oldest first. */
export interface FilesView {
  readonly kind: 'files';
  readonly number: string;
  readonly title: string;
  readonly files: readonly LinkedFile[];
  /** How long the links work. */
  readonly minutes: number;
}

export interface LinkedFile extends KeptFile {
  /** Where it can be downloaded for a while; null where Signpost does not know its own address. */
  readonly url: string | null;
}

export interface LookupView {
  readonly kind: 'lookup';
  readonly text: string;
  /** Empty where nothing known fits; one where the text is clear; else up to three, best first. */
  readonly matches: readonly {
    readonly symptom: string;
    readonly runbook: string;
    readonly confidence: number;
    readonly why: string;
    readonly fixes: readonly FixView[];
  }[];
}

/** Asks for what a deed needs. Sent back, its fields come with the same verb, ticket and revision. */
export interface AgentForm {
  readonly kind: 'form';
  readonly command: Extract<
    AgentTicketCommandName,
    'reply' | 'note' | 'ask' | 'resolve' | 'assign' | 'priority' | 'reopen'
  >;
  readonly number: string;
  readonly title: string;
  readonly ticketState: TicketState;
  /** What was typed already: the form comes back where something stood in the way. */
  readonly text: string;
  /** Who it can be assigned to; empty but for `assign`. */
  readonly agents: readonly AgentChoice[];
  /** Why it comes back; null at first. */
  readonly problem: FormProblem | null;
}

export type FormProblem =
  | { readonly code: 'nothing-said' }
  | { readonly code: 'too-long' }
  | { readonly code: 'nobody-chosen' }
  /** Somebody else did this meanwhile; nothing was sent, and sending it again sends it. */
  | { readonly code: 'changed'; readonly by: TicketEvent };

export interface AgentChoice {
  /** `actorKey` of the agent: `<channel>/<realm>/<id>`. */
  readonly value: string;
  readonly name: string;
  readonly me: boolean;
}

export type AgentRefusal =
  | CommandRefusal
  /** Only agents of the desk may do this. */
  | { readonly code: 'not-an-agent' }
  /** Who is an agent cannot be found out now: nobody is let in on a guess. */
  | { readonly code: 'cannot-check' }
  /** No such ticket, or one of another desk: which of the two is not told. */
  | { readonly code: 'unknown-ticket'; readonly typed: string }
  | { readonly code: 'which-ticket' }
  /** A bare number before a text, in the thread of another ticket. `ticket` is the one it names, null if there is none. */
  | {
      readonly code: 'bare-number';
      readonly typed: string;
      readonly ticket: string | null;
      readonly own: string;
      readonly command: CommandName;
    }
  | { readonly code: 'unknown-agent'; readonly typed: string }
  | { readonly code: 'several-agents'; readonly typed: string; readonly names: readonly string[] }
  | { readonly code: 'too-long'; readonly most: number }
  /** The same press or command arrived before: it was done then. */
  | { readonly code: 'done-before' };
