import type { ChannelName } from '../platforms/channels.ts';
import type { FileProblem } from '../tickets/file.ts';
import type { TextFormat } from '../tickets/ticket-event.ts';
import type { TicketStatus } from '../tickets/ticket-state.ts';
import type { Verb } from './reply.ts';
import type { TicketUpdate } from './ticket-update.ts';

export type { ChannelName };

/** The sender, as far as the platform identifies them. */
export interface Person {
  /** The platform's id, unique within the channel. */
  readonly id: string;
  readonly name: string | null;
  /** An email-shaped address, if the platform provides one. */
  readonly address: string | null;
  /** The person's BCP 47 tag from the platform, such as `zh-Hans-CN`. */
  readonly localeTag: string | null;
  /** IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string | null;
  /** Omitted if the platform says no more of them. */
  readonly contact?: Contact;
}

/** What a platform says of how to reach a person; what it doesn't know is left out. */
export interface Contact {
  /** A mail address other than `address`. */
  readonly email?: string;
  readonly phone?: string;
  readonly jobTitle?: string;
  readonly place?: string;
}

/** A file that came with a message. */
export interface FileNote {
  readonly name: string;
  /**
   * Media type: detected from the content if the file is stored, otherwise as the platform declares
   * it.
   */
  readonly type: string;
  readonly bytes: number | null;
  /** Omitted if only the name was recorded. */
  readonly content?: FileContent;
}

export type FileContent =
  /**
   * Still on the platform: the desk fetches it before the turn. `source` is JSON that only its
   * channel reads.
   */
  | { readonly kind: 'elsewhere'; readonly source: FileSource }
  /** `masked` lists the kinds of secret masked in the file. */
  | {
      readonly kind: 'kept';
      readonly id: string;
      readonly sha256: string;
      readonly masked: readonly string[];
    }
  /** `maxBytes` is the size limit if the file was too large. */
  | { readonly kind: 'missing'; readonly problem: FileProblem; readonly maxBytes: number | null };

/** The location of a file on its platform, in the platform's own terms. */
export type FileSource = Readonly<Record<string, unknown>>;

/**
 * An event in a conversation. Time and randomness arrive with it, so that `step` needs neither:
 * `at` is ISO 8601 in UTC; `newId` is a fresh UUID from which every id made during the turn is
 * derived.
 */
export interface ChatEvent {
  /** The platform's id of the event. An event seen twice in one conversation takes effect once. */
  readonly id: string;
  readonly newId: string;
  readonly at: string;
  readonly channel: ChannelName;
  /** Key of the conversation, unique across all channels and tenants: `<channel>:…`. */
  readonly conversation: string;
  readonly person: Person;
  /** Where it was written, if others can read it there; omitted if to Signpost alone. */
  readonly source?: MessageSource;
  readonly content: EventContent;
}

/** A message in a channel, from which a ticket may come. */
export interface MessageSource {
  /** Opens the message on its platform; null if the platform doesn't say. */
  readonly url: string | null;
  /**
   * The thread that is to hear of the ticket: JSON that only its channel reads. Null if there is
   * none, or if the conversation itself is there.
   */
  readonly address: Readonly<Record<string, unknown>> | null;
}

export type EventContent =
  | MessageReceived
  | ButtonPressed
  /** The person opened the chat or installed the app; they are greeted once. */
  | { readonly kind: 'joined' }
  /** The desk stored this turn's ticket and numbered it. */
  | {
      readonly kind: 'ticket-filed';
      readonly number: string;
      /** Omitted if no desk says when somebody usually answers. */
      readonly answer?: ExpectedAnswer;
    }
  /** How many others reported what this turn asks about. */
  | ReportsCounted
  | TicketUpdated
  | MessageAmended;

/** Numbers of other people who reported a symptom, in the last two hours and in the last 24. */
export interface ReportsCounted {
  readonly kind: 'reports-counted';
  readonly lately: number;
  readonly today: number;
}

/** When somebody of the helpdesk usually answers. Instants are ISO 8601 in UTC. */
export interface ExpectedAnswer {
  /** Null if the desk only says when it is open. */
  readonly by: string | null;
  /** When the desk opens next; null while it is open. */
  readonly opensAt: string | null;
}

/** The desk changed one of the person's tickets: its current state, and what to tell the person. */
export interface TicketUpdated {
  readonly kind: 'ticket-news';
  readonly number: string;
  readonly status: TicketStatus;
  /** Name of the assignee; null if unassigned. */
  readonly assignee: string | null;
  /**
   * Details for a conversation that doesn't have the ticket stored; `at` is when it was filed, ISO
   * 8601 in UTC.
   */
  readonly about: {
    readonly title: string;
    readonly at: string;
    /** `<runbook>/<symptom>` of the ticket; null if no symptom was recognized. */
    readonly symptom: string | null;
  };
  /** Null if the person isn't notified. */
  readonly news:
    | TicketUpdate
    | {
        readonly code: 'resolved';
        readonly by: string | null;
        readonly text: string | null;
        /** Absent if the text is plain. */
        readonly format?: TextFormat;
      }
    | null;
}

/** The person edited a message they had sent, or deleted it (`text` is null). */
export interface MessageAmended {
  readonly kind: 'amended';
  /** The platform's id of the message. */
  readonly messageId: string;
  readonly text: string | null;
  readonly masked: readonly string[];
}

/** A message that was typed, pasted or attached. Secrets in it are already masked. */
export interface MessageReceived {
  readonly kind: 'message';
  readonly text: string;
  readonly files: readonly FileNote[];
  /** Kinds of secret masked in the text, such as `password`; empty if there were none. */
  readonly masked: readonly string[];
  /**
   * The platform's id of the message, which its edits refer to; omitted if it is the event's own
   * id.
   */
  readonly messageId?: string;
}

/** A pressed card button or a submitted form. */
export interface ButtonPressed {
  readonly kind: 'press';
  /** Id of the reply whose card was pressed. */
  readonly prompt: string;
  readonly verb: Verb;
  readonly value: string | null;
  /**
   * Values of the card's inputs by input id; empty strings for inputs left empty. Secrets are
   * already masked.
   */
  readonly fields: Readonly<Record<string, string>>;
  readonly masked: readonly string[];
}

/**
 * Platform traffic that a channel doesn't turn into an event: it is logged, never dropped silently.
 */
export interface Unsupported {
  readonly kind: 'unsupported';
  /** The platform's own name for it, such as `messageReaction`. */
  readonly what: string;
  readonly reason: string;
}
