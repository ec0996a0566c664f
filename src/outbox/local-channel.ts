import type { Kysely } from 'kysely';
import type { ChannelName, ChatEvent } from '../conversation/event.ts';
import type { HelpdeskMessage, RequesterMessage } from '../ports/channel.ts';
import type { Database } from '../store/database.ts';

/**
 * A channel that shows what stands in our own database: it needs no delivery, and keeps what was said within the
 * transaction of the turn itself.
 */
export interface LocalChannel {
  readonly name: ChannelName;
  /** Puts down what was heard and said, in their order. Coming a second time, it changes nothing. */
  keep(db: Kysely<Database>, talk: TranscriptBatch): Promise<void>;
}

/** A desk that stands in our own database: what is posted there is kept within the transaction it came of. */
export interface LocalHelpdeskPoster {
  readonly name: ChannelName;
  /** Keeps it. Coming a second time, it changes nothing. */
  keepPost(db: Kysely<Database>, outgoing: Omit<HelpdeskMessage, 'cardId'>): Promise<void>;
}

export interface TranscriptBatch {
  readonly conversation: string;
  /** The event that was answered, its secrets masked; null where we speak unasked. */
  readonly inbound: ChatEvent | null;
  readonly said: readonly Pick<RequesterMessage, 'id' | 'reply' | 'decided'>[];
}
