import type { Kysely } from 'kysely';
import type { ChannelName, ChatEvent } from '../conversation/event.ts';
import type { RequesterMessage } from '../ports/message.ts';
import type { Database } from '../store/database.ts';

/**
 * A channel that shows what is in our own database: it needs no delivery, and stores messages
 * within the transaction of the turn itself. Its desks read tickets, their states and their events
 * from where they are already stored, so they get no posts.
 */
export interface LocalChannel {
  readonly name: ChannelName;
  /** Stores received and sent messages in their order. A repeated call changes nothing. */
  keep(db: Kysely<Database>, batch: TranscriptBatch): Promise<void>;
}

export interface TranscriptBatch {
  readonly conversation: string;
  /** The answered event, with its secrets masked; null if we send unprompted. */
  readonly inbound: ChatEvent | null;
  readonly said: readonly Pick<RequesterMessage, 'id' | 'reply' | 'decided'>[];
}
