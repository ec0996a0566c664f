import type { ChannelName } from '../conversation/event.ts';
import type { HelpdeskChannel } from './message.ts';

/** Knows the addresses of tickets' cards on a platform. */
export interface CardLinks {
  readonly channel: ChannelName;
  /**
   * Returns the address that opens a card in a desk's channel, by the platform's id of it; null if
   * it can't be found out now. Never rejects.
   */
  of(helpdeskChannel: HelpdeskChannel, cardId: string): Promise<string | null>;
}
