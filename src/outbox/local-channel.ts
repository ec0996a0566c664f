import type { Kysely } from 'kysely';
import type { ChannelName, ChatEvent } from '../conversation/event.ts';
import type { HelpdeskMessage, RequesterMessage } from '../ports/channel.ts';
import type { Database } from '../store/database.ts';

/**
 * A channel that shows what is in our own database: it needs no delivery, and stores messages
 * within the transaction of the turn itself.
 */
export interface LocalChannel {
  readonly name: ChannelName;
  /** Stores received and sent messages in their order. A repeated call changes nothing. */
  keep(db: Kysely<Database>, talk: TranscriptBatch): Promise<void>;
}

/** A desk in our own database: its posts are stored within the transaction that creates them. */
export interface LocalHelpdeskPoster {
  readonly name: ChannelName;
  /** Stores the post. A repeated call changes nothing. */
  keepPost(db: Kysely<Database>, outgoing: Omit<HelpdeskMessage, 'cardId'>): Promise<void>;
}

export interface TranscriptBatch {
  readonly conversation: string;
  /** The answered event, with its secrets masked; null if we send unprompted. */
  readonly inbound: ChatEvent | null;
  readonly said: readonly Pick<RequesterMessage, 'id' | 'reply' | 'decided'>[];
}
