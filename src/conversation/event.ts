import type { FileProblem } from '../tickets/file.ts';
import type { TicketStatus } from '../tickets/ticket-state.ts';
import type { Verb } from './reply.ts';
import type { TicketUpdate } from './ticket-update.ts';

export type ChannelName = 'teams' | 'slack' | 'web';

/** Who is talking, as far as the platform says. */
export interface Person {
  /** The platform's id, unique within the channel. */
  readonly id: string;
  readonly name: string | null;
  /** An email-shaped address, where the platform tells one. */
  readonly address: string | null;
  /** The BCP 47 tag the platform gives for them, such as `zh-Hans-CN`. */
  readonly localeTag: string | null;
  /** IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string | null;
}

/** A file that came with a message. */
export interface FileNote {
  readonly name: string;
  /** Media type: told from the content where the file is kept, else as the platform declares it. */
  readonly type: string;
  readonly bytes: number | null;
  /** Left out where only the name was noted. */
  readonly content?: FileContent;
}

export type FileContent =
  /** Still with the platform: the desk fetches it before the turn. `source` is JSON that only its channel reads. */
  | { readonly kind: 'elsewhere'; readonly source: FileSource }
  /** `masked` are the kinds of secret masked in it. */
  | {
      readonly kind: 'kept';
      readonly id: string;
      readonly sha256: string;
      readonly masked: readonly string[];
    }
  /** `mostBytes` is what a file may have, where it was too large. */
  | { readonly kind: 'missing'; readonly problem: FileProblem; readonly maxBytes: number | null };

/** Where a platform has a file, in its own terms. */
export type FileSource = Readonly<Record<string, unknown>>;

/**
 * One thing that happened in a conversation. Time and randomness arrive in it, so that `step` needs neither:
 * `at` is ISO 8601 in UTC; `newId` is a fresh UUID, from which every id made during the turn is derived.
 */
export interface ChatEvent {
  /** The platform's id of the event: seen twice in one conversation, it has one effect. */
  readonly id: string;
  readonly newId: string;
  readonly at: string;
  readonly channel: ChannelName;
  /** Key of the conversation, unique over all channels and tenants: `<channel>:…`. */
  readonly conversation: string;
  readonly person: Person;
  readonly content: EventContent;
}

export type EventContent =
  | MessageReceived
  | ButtonPressed
  /** The person opened the chat or installed the app: they are greeted, once. */
  | { readonly kind: 'joined' }
  /** The desk stored the ticket of this turn and gave it its number. */
  | { readonly kind: 'ticket-filed'; readonly number: string }
  | TicketUpdated
  | MessageAmended;

/** The desk did something to one of their tickets: where it stands now, and what they are to hear of it. */
export interface TicketUpdated {
  readonly kind: 'ticket-news';
  readonly number: string;
  readonly status: TicketStatus;
  /** Name of who has it; null while nobody has. */
  readonly assignee: string | null;
  /** What the talk needs if it does not remember the ticket; `at` is when it was filed, ISO 8601 in UTC. */
  readonly about: {
    readonly title: string;
    readonly at: string;
    /** `<runbook>/<symptom>` it is about; null if none was understood. */
    readonly symptom: string | null;
  };
  /** Null where they are told nothing. */
  readonly news:
    | TicketUpdate
    | { readonly code: 'resolved'; readonly by: string | null; readonly text: string | null }
    | null;
}

/** The person changed a message they had sent, or took it back (`text` null). */
export interface MessageAmended {
  readonly kind: 'amended';
  /** The platform's id of the message. */
  readonly messageId: string;
  readonly text: string | null;
  readonly masked: readonly string[];
}

/** Something typed, pasted or attached. Secrets in it are already masked. */
export interface MessageReceived {
  readonly kind: 'message';
  readonly text: string;
  readonly files: readonly FileNote[];
  /** Kinds of secret that were masked in the text, such as `password`; empty where none was. */
  readonly masked: readonly string[];
  /** The platform's id of the message, by which it tells of edits; left out where that is the event's own id. */
  readonly messageId?: string;
}

/** A button of a card, or a form sent. */
export interface ButtonPressed {
  readonly kind: 'press';
  /** Id of the reply whose card was pressed. */
  readonly prompt: string;
  readonly verb: Verb;
  readonly value: string | null;
  /** What the card's inputs hold, by input id; empty strings where left empty. Secrets are already masked. */
  readonly fields: Readonly<Record<string, string>>;
  readonly masked: readonly string[];
}

/** What a channel makes of platform traffic it does not turn into an event: it is logged, never dropped in silence. */
export interface Unsupported {
  readonly kind: 'unsupported';
  /** The platform's own name for it, such as `messageReaction`. */
  readonly what: string;
  readonly reason: string;
}
