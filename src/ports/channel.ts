import type { ChannelName, ChatEvent, FileSource } from '../conversation/event.ts';
import type { Choice, Reply } from '../conversation/reply.ts';
import type { Locale } from '../i18n/locale.ts';
import type { FileProblem } from '../tickets/file.ts';
import type { AgentReply } from './agent-reply.ts';

/**
 * Where a conversation can be reached, in the platform's own terms (a Bot Framework conversation reference, say):
 * JSON that only its channel reads.
 */
export type Address = Readonly<Record<string, unknown>>;

/** One thing to deliver: a new message, or (with `decided`) the mending of one sent before. */
export interface RequesterMessage {
  /** Unique and stable over retries of the same delivery. */
  readonly id: string;
  readonly conversation: string;
  readonly address: Address;
  readonly reply: Reply;
  /** Set where an earlier card was answered: what was chosen, or null where it merely lapsed. */
  readonly decided: { readonly choice: Choice | null } | null;
  /** The platform's id of the message that carried this reply before; null for a new one, or where none is known. */
  readonly messageId: string | null;
}

/** How a platform takes what we say. Rejects with a `DeliveryError`; everything else is a bug. */
export interface Channel {
  readonly name: ChannelName;
  /**
   * What this conversation shares the platform's pace with, where several do (the threads of one channel in Slack);
   * null where it has a pace of its own.
   */
  sharedTarget(conversation: string): string | null;
  /** Delivers one message and resolves to the platform's id of it (null where it has none). */
  deliver(outgoing: RequesterMessage): Promise<{ readonly messageId: string | null }>;
}

/** What a channel calls for each event it received; resolves once the turn is durable. */
export type Receive = (
  event: ChatEvent,
  address: Address,
  options?: ReceiveOptions,
) => Promise<TurnOutcome>;

export interface ReceiveOptions {
  /** When the platform says it was sent, in µs since 1970; null if it doesn't. */
  readonly sentAt?: number | null;
  /** Looks up what the event itself does not say, while it waits for its turn. */
  readonly complete?: (event: ChatEvent) => Promise<ChatEvent>;
  /**
   * Decides, while the event waits for its turn, whether it is no event of the talk: resolves to what is done in place of
   * its turn, or to null.
   */
  readonly instead?: (() => Promise<Instead | null>) | undefined;
  /** After this time it resolves without the turn, which follows: the event is kept, and on disk by then. */
  readonly answerWithinMs?: number;
  /** Called if the turn fails for good after it was answered. Never rejects. */
  readonly onLateFailure?: () => Promise<void>;
}

/** Has one effect however often it is called. */
export type Instead = () => Promise<void>;

export interface TurnOutcome {
  /** True where the event had been handled before: nothing was done now. */
  readonly duplicate: boolean;
  /** The card this turn decided, for channels that answer a press with the mended card. */
  readonly decided: { readonly reply: Reply; readonly choice: Choice | null } | null;
}

/** A channel of the helpdesk on a platform: where its tickets are posted, and whose members are its agents. */
export interface HelpdeskChannel {
  /** Names the desk in the configuration, the database and the log. */
  readonly desk: string;
  readonly channel: ChannelName;
  /** The tenant or workspace it is in; `-` on the page. */
  readonly tenant: string;
  readonly address: Address;
  /** The language its cards are in. */
  readonly locale: Locale;
}

/** One thing to post in a desk. Those of one desk and ticket come in their order, one after the other. */
export interface HelpdeskMessage {
  /** Unique and stable over retries of the same delivery. */
  readonly id: string;
  readonly place: HelpdeskChannel;
  /** Number of the ticket, such as `SP-1001`. */
  readonly ticket: string;
  readonly reply: HelpdeskPost;
  /**
   * The platform's id of the ticket's card in this desk; null where it has none yet. An `escalation` posts the card,
   * or updates the one there is; a `thread` or a `file` stands under it, and never comes before it.
   */
  readonly cardId: string | null;
}

/** What is said in a desk for all who are in it to see. */
export type HelpdeskPost = Extract<AgentReply, { kind: 'escalation' | 'thread' | 'file' }>;

/**
 * How a platform takes what is posted in a desk: at its pace, the oldest ticket first, and not before it has rested as
 * long as it asked to. Rejects with a `DeliveryError`; everything else is a bug.
 */
export interface HelpdeskPoster {
  readonly name: ChannelName;
  /** Posts, updates, or writes into the thread; resolves to the platform's id of the message (null where it has none). */
  post(outgoing: HelpdeskMessage): Promise<{ readonly messageId: string | null }>;
}

/** Has the files people send on a platform. */
export interface FileHost {
  readonly name: ChannelName;
  /**
   * Opens a file and gives its bytes as they come; `signal` ends it. Only the platform's own hosts are asked. Rejects,
   * and ends the stream, with a `FileError`; everything else is a bug.
   */
  openFile(
    source: FileSource,
    address: Address,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
}

/** A file could not be had. The message is for the operator; it names the platform's reason, and nothing of the file. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly problem: Extract<FileProblem, 'gone' | 'not-allowed' | 'unreachable'>;

  constructor(problem: FileError['problem'], message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.problem = problem;
  }
}

export type DeliveryProblem =
  /** Too many requests: try again, not before `retryAfterMs`. */
  | 'throttled'
  /** The platform or the network failed: try again. */
  | 'unavailable'
  /** The conversation, user or message is gone, or we may not write there: final. */
  | 'gone'
  /** The platform refuses this message as it is: final. */
  | 'rejected';

/** A message could not be delivered. The message is for the operator and names the platform's reason. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly problem: DeliveryProblem;
  readonly retryAfterMs: number | null;

  constructor(
    problem: DeliveryProblem,
    message: string,
    options: ErrorOptions & { retryAfterMs?: number } = {},
  ) {
    super(message, options);
    this.problem = problem;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
