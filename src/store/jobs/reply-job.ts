import type { ChannelName } from '../../conversation/event.ts';
import type { Address, RequesterMessage } from '../../ports/channel.ts';

export const REPLIES = 'replies';

/** The replies of one turn, in order. Processed as one job. */
export interface ReplyJob {
  readonly conversation: string;
  readonly channel: ChannelName;
  /**
   * Where the turn's event came from; null to look up where the conversation can be reached now.
   */
  readonly address: Address | null;
  readonly items: readonly ReplyItem[];
}

export type ReplyItem = Pick<RequesterMessage, 'id' | 'reply' | 'decided'>;
