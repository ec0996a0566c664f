import type { ChannelName, ChatEvent, FileSource } from '../conversation/event.ts';
import type { Choice, Reply } from '../conversation/reply.ts';
import type { Locale } from '../i18n/locale.ts';
import type { FileProblem } from '../tickets/file.ts';
import type { AgentReply } from './agent-reply.ts';

/**
 * Where a conversation can be reached, in the platform's own terms (a Bot Framework conversation
 * reference, for example): JSON that only its channel reads.
 */
export type Address = Readonly<Record<string, unknown>>;

/** One message to deliver: a new message, or (with `decided`) an update of one sent before. */
export interface RequesterMessage {
  /** Unique, and stable across retries of the same delivery. */
  readonly id: string;
  readonly conversation: string;
  readonly address: Address;
  readonly reply: Reply;
  /** Set if an earlier card was answered: the choice, or null if the card merely expired. */
  readonly decided: { readonly choice: Choice | null } | null;
  /**
   * The platform's id of the message that carried this reply before; null if it is new or the id is
   * unknown.
   */
  readonly messageId: string | null;
}

/**
 * Delivers our messages to a platform. Rejects with a `DeliveryError`; any other error is a bug.
 */
export interface Channel {
  readonly name: ChannelName;
  /**
   * Returns what this conversation shares the platform's pace with (such as the threads of one
   * channel in Slack), or null if it has a pace of its own.
   */
  sharedTarget(conversation: string): string | null;
  /** Delivers one message and resolves to the platform's id of it (null if it has none). */
  deliver(outgoing: RequesterMessage): Promise<{ readonly messageId: string | null }>;
}

/** Called by a channel for each event it receives; resolves once the turn is durable. */
export type Receive = (
  event: ChatEvent,
  address: Address,
  options?: ReceiveOptions,
) => Promise<TurnOutcome>;

export interface ReceiveOptions {
  /**
   * When it was sent according to the platform, in µs since 1970; null if the platform doesn't say.
   */
  readonly sentAt?: number | null;
  /** Looks up data missing from the event while it waits for its turn. */
  readonly complete?: (event: ChatEvent) => Promise<ChatEvent>;
  /**
   * Decides, while the event waits for its turn, whether it belongs to the conversation at all:
   * resolves to an action that replaces its turn, or to null.
   */
  readonly instead?: (() => Promise<Instead | null>) | undefined;
  /**
   * After this time it resolves without the turn, which follows later: by then, the event is stored
   * on disk.
   */
  readonly answerWithinMs?: number;
  /** Called if the turn fails for good after the event was acknowledged. Never rejects. */
  readonly onLateFailure?: () => Promise<void>;
}

/** Idempotent: has one effect however often it is called. */
export type Instead = () => Promise<void>;

export interface TurnOutcome {
  /** True if the event was handled before, so that nothing was done now. */
  readonly duplicate: boolean;
  /** The card this turn decided, for channels that answer a button press with the updated card. */
  readonly decided: { readonly reply: Reply; readonly choice: Choice | null } | null;
}

/**
 * A helpdesk channel on a platform: its tickets are posted there, and its members are the agents.
 */
export interface HelpdeskChannel {
  /** Name of the desk in the configuration, the database and the log. */
  readonly desk: string;
  readonly channel: ChannelName;
  /** Its tenant or workspace; `-` on the page. */
  readonly tenant: string;
  readonly address: Address;
  /** Language of its cards. */
  readonly locale: Locale;
}

/**
 * One message to post in a desk. Messages of one desk and ticket are posted in order, one after the
 * other.
 */
export interface HelpdeskMessage {
  /** Unique, and stable across retries of the same delivery. */
  readonly id: string;
  readonly place: HelpdeskChannel;
  /** Ticket number, such as `SP-1001`. */
  readonly ticket: string;
  readonly reply: HelpdeskPost;
  /**
   * The platform's id of the ticket's card in this desk; null if it has none yet. An `escalation`
   * posts the card or updates the existing one; a `thread` or a `file` goes under the card, and
   * never comes before it.
   */
  readonly cardId: string | null;
}

/** A post visible to everyone in the desk. */
export type HelpdeskPost = Extract<AgentReply, { kind: 'escalation' | 'thread' | 'file' }>;

/**
 * Posts to the desks of a platform: at the platform's pace, the oldest ticket first, and only after
 * any wait it asked for. Rejects with a `DeliveryError`; any other error is a bug.
 */
export interface HelpdeskPoster {
  readonly name: ChannelName;
  /**
   * Posts, updates, or writes to the thread; resolves to the platform's id of the message (null if
   * it has none).
   */
  post(outgoing: HelpdeskMessage): Promise<{ readonly messageId: string | null }>;
}

/** Provides the files that people send on a platform. */
export interface FileHost {
  readonly name: ChannelName;
  /**
   * Opens a file and yields its bytes as they arrive; `signal` ends it. Contacts only the
   * platform's own hosts. Rejects, and ends the stream, with a `FileError`; any other error is a
   * bug.
   */
  openFile(
    source: FileSource,
    address: Address,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * A file could not be fetched. The message is for the operator; it names the platform's reason, and
 * nothing about the file.
 */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly problem: Extract<FileProblem, 'gone' | 'not-allowed' | 'unreachable'>;

  constructor(problem: FileError['problem'], message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.problem = problem;
  }
}

export type DeliveryProblem =
  /** Too many requests: retry, but not before `retryAfterMs`. */
  | 'throttled'
  /** The platform or the network failed: retry. */
  | 'unavailable'
  /** The conversation, user or message is gone, or we may not write there: final. */
  | 'gone'
  /** The platform refuses this message in its current form: final. */
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
