import type { ChannelName, ChatEvent } from '../conversation/event.ts';
import type { Choice, Reply } from '../conversation/reply.ts';
import type { Address, Message } from './message.ts';

/**
 * Delivers messages to a platform, to requesters and to the desks it has there. Posts of a desk
 * leave at the platform's pace, the oldest ticket first. Rejects with a `DeliveryError`; any other
 * error is a bug.
 */
export interface Channel {
  readonly name: ChannelName;
  /**
   * Returns what this conversation shares the platform's pace with (such as the threads of one
   * channel in Slack), or null if it has a pace of its own.
   */
  sharedTarget(conversation: string): string | null;
  /** Delivers one message and resolves to the platform's id of it (null if it has none). */
  deliver(message: Message): Promise<Delivered>;
}

export interface Delivered {
  readonly messageId: string | null;
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
