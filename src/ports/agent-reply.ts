import type { SourceView } from '../conversation/reply.ts';
import type { StageContent } from '../conversation/views.ts';
import type { Locale } from '../i18n/locale.ts';
import {
  BUTTON_NAMES,
  type ButtonName,
  type CommandName,
  type FormName,
} from '../tickets/agent-command/command-entry.ts';
import type { QueueFilter } from '../tickets/agent-command/queue-filter.ts';
import type { KeptFile } from '../tickets/file.ts';
import type { NoticeKind } from '../tickets/notices.ts';
import type { Ticket } from '../tickets/payload.ts';
import type { Priority } from '../tickets/priority.ts';
import type { CommandRefusal } from '../tickets/ticket-command.ts';
import type { TicketEvent, TicketLabel } from '../tickets/ticket-event.ts';
import type { TicketState, TicketStatus } from '../tickets/ticket-state.ts';

/**
 * Buttons of desk cards. They send `{ desk: verb, ticket, revision }`, for lists `filter` and
 * `page`, and the fields of their form: without them, a verb that needs them asks for the form.
 */
export const AGENT_VERBS = BUTTON_NAMES;
export type AgentVerb = ButtonName;

/** A reply to the helpdesk, as meaning, before any channel renders it. */
export type AgentReply = AgentReplyBody & {
  readonly id: string;
  readonly locale: Locale;
};

export type AgentReplyKind = AgentReplyBody['kind'];

export type AgentReplyBody =
  /** The ticket's single message in a desk, updated as the ticket changes. */
  | ({
      readonly kind: 'escalation';
      readonly mentions?: readonly Mention[];
      /** What lines in the thread begin with to reach the requester; absent if none does. */
      readonly relay?: string;
    } & TicketOverview)
  | QueueView
  /**
   * Shown to the agent who asked: the same, plus the latest events of the ticket's history, newest
   * last.
   */
  | ({
      readonly kind: 'ticket';
      readonly events: readonly TicketEvent[];
      /** Total number of events. */
      readonly total: number;
      /** Address of the ticket's card in the channel; absent if it isn't known. */
      readonly link?: string;
    } & TicketOverview)
  | HistoryView
  | LookupView
  /** The commands, each with its usage and description. */
  | { readonly kind: 'desk-help' }
  /**
   * Typed text that isn't a command. `nearest` is the nearest command, `usage` how it is written.
   */
  | {
      readonly kind: 'usage';
      readonly typed: string;
      readonly nearest: CommandName | null;
      readonly usage: string;
    }
  | { readonly kind: 'refused'; readonly number: string | null; readonly refusal: AgentRefusal }
  /** Confirms a command, only to the person who ran it. */
  | {
      readonly kind: 'done';
      readonly number: string;
      readonly title: string;
      readonly event: TicketEvent;
    }
  /** One event of the ticket's history, in its thread. */
  | {
      readonly kind: 'thread';
      readonly number: string;
      readonly event: TicketEvent;
      readonly mentions?: readonly Mention[];
    }
  /** A file of the ticket, in its thread. */
  | {
      readonly kind: 'file';
      readonly number: string;
      readonly file: KeptFile;
      readonly from: string | null;
    }
  | FilesView
  | NoticesView
  | RepliesView
  | AgentForm;

/** Somebody whom a post in a desk calls on, by the ids of the desk's platform. */
export type Mention =
  | {
      readonly notice: NoticeKind;
      readonly person: { readonly id: string; readonly name: string | null };
    }
  | { readonly notice: NoticeKind; readonly group: string };

/** What an agent is notified of, and which of it they have muted. */
export interface NoticesView {
  readonly kind: 'notices';
  readonly muted: readonly NoticeKind[];
}

/** The ready-made replies, in a language. */
export interface RepliesView {
  readonly kind: 'replies';
  readonly replies: readonly ReadyReply[];
}

export interface ReadyReply {
  readonly name: string;
  readonly title: string;
  /** With its placeholders. */
  readonly text: string;
}

export interface TicketOverview {
  readonly number: string;
  readonly ticket: Ticket;
  readonly ticketState: TicketState;
  /** The fixes for an administrator that have not been ruled out, likeliest first, in this reply's language. */
  readonly fixes: readonly FixView[];
  /** Number of stored files of the ticket. */
  readonly files: number;
}

/** A fix with all its steps, for any audience. */
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
  /** Starts at 1. */
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
  /** Address of the ticket's card in the channel; absent if it isn't known. */
  readonly link?: string;
}

export interface HistoryView {
  readonly kind: 'history';
  readonly number: string;
  readonly title: string;
  /** Oldest first. */
  readonly events: readonly TicketEvent[];
  readonly page: number;
  readonly pages: number;
  /** Address of the ticket's card in the channel; absent if it isn't known. */
  readonly link?: string;
}

/** The files of a ticket, oldest first. */
export interface FilesView {
  readonly kind: 'files';
  readonly number: string;
  readonly title: string;
  readonly files: readonly LinkedFile[];
  /** How long the links are valid. */
  readonly minutes: number;
}

export interface LinkedFile extends KeptFile {
  /** Temporary download address; null if Signpost doesn't know its own address. */
  readonly url: string | null;
}

export interface LookupView {
  readonly kind: 'lookup';
  readonly text: string;
  /**
   * Empty if nothing known fits; a single match if the text is clear; otherwise up to five, best
   * first.
   */
  readonly matches: readonly {
    readonly symptom: string;
    readonly runbook: string;
    readonly confidence: number;
    readonly why: string;
    readonly fixes: readonly FixView[];
  }[];
}

/**
 * Asks for the input of an agent command. Submitting it sends its fields with the same verb, ticket
 * and revision.
 */
export interface AgentForm {
  readonly kind: 'form';
  readonly command: FormName;
  readonly number: string;
  readonly title: string;
  readonly ticketState: TicketState;
  /** Text typed already: the form comes back if there was a problem. */
  readonly text: string;
  /** Ready-made replies to insert; absent unless there are any, and the text reaches the requester. */
  readonly canned?: readonly Pick<ReadyReply, 'name' | 'title'>[];
  /** Possible assignees; empty unless the form asks for one. */
  readonly agents: readonly AgentChoice[];
  /** Why the form comes back; null at first. */
  readonly problem: FormProblem | null;
}

export type FormProblem =
  | { readonly code: MissingInput }
  | { readonly code: 'too-long' }
  /** Someone else did this in the meantime; nothing was sent, and submitting again sends it. */
  | { readonly code: 'changed'; readonly by: TicketEvent };

/** What a submitted form lacks: a text, a person, a priority or a symptom. */
export type MissingInput = 'nothing-said' | 'nobody-chosen' | 'no-priority' | 'no-symptom';

export interface AgentChoice {
  /** `actorKey` of the agent: `<channel>/<tenant>/<id>`. */
  readonly value: string;
  readonly name: string;
  readonly me: boolean;
}

export type AgentRefusal =
  | CommandRefusal
  /** Only agents of the desk may do this. */
  | { readonly code: 'not-an-agent' }
  /** The agents can't be looked up now, and access is never granted on a guess. */
  | { readonly code: 'cannot-check' }
  /** No such ticket, or a ticket of another desk; the answer doesn't reveal which. */
  | { readonly code: 'unknown-ticket'; readonly typed: string }
  | { readonly code: 'which-ticket' }
  /**
   * A bare number before a text, in the thread of another ticket. `ticket` is the ticket with that
   * number, null if there is none.
   */
  | {
      readonly code: 'bare-number';
      readonly typed: string;
      readonly ticket: string | null;
      readonly own: string;
      readonly command: CommandName;
    }
  | { readonly code: 'unknown-agent'; readonly typed: string }
  | { readonly code: 'several-agents'; readonly typed: string; readonly names: readonly string[] }
  /** `nearest` are the symptoms that may be meant, at most three. */
  | {
      readonly code: 'unknown-symptom';
      readonly typed: string;
      readonly nearest: readonly TicketLabel[];
    }
  /** No ready-made reply has this name; `nearest` is the one that may be meant. */
  | { readonly code: 'unknown-reply'; readonly typed: string; readonly nearest: string | null }
  | { readonly code: 'too-long'; readonly most: number }
  /** The same button press or command arrived before and was run then. */
  | { readonly code: 'done-before' };
