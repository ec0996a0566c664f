import type { ChannelName } from '../conversation/event.ts';
import type { Choice, Reply } from '../conversation/reply.ts';
import type { Locale } from '../i18n/locale.ts';
import type { AgentReply } from './agent-reply.ts';

/**
 * Where a conversation can be reached, in the platform's own terms (a Bot Framework conversation
 * reference, for example): JSON that only its channel reads.
 */
export type Address = Readonly<Record<string, unknown>>;

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
  /**
   * What a line in a ticket's thread begins with to reach the requester; absent if lines there stay
   * with the helpdesk.
   */
  readonly relay?: string;
}

/** Who a message is for. */
export type Audience = Message['audience'];

/** One message to deliver. */
export type Message = RequesterMessage | AgentMessage;

/** A new message to a requester, or (with `decided`) an update of one sent before. */
export interface RequesterMessage {
  readonly audience: 'requester';
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
 * One message to post in a desk. Messages of one desk and ticket are posted in order, one after the
 * other.
 */
export interface AgentMessage {
  readonly audience: 'agent';
  /** Unique, and stable across retries of the same delivery. */
  readonly id: string;
  readonly helpdeskChannel: HelpdeskChannel;
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
