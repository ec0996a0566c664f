import { LRUCache } from 'lru-cache';
import type { CardLinks } from '../../../ports/card-links.ts';
import type { TeamsActivity } from '../inbound/activity.ts';
import { messageLink } from '../message-link.ts';
import { readDeskAddress } from './helpdesk-address.ts';

export interface TeamsCardLinks extends CardLinks {
  of(...card: Parameters<CardLinks['of']>): Promise<string>;
  /** Records from an admitted activity which team its channel belongs to. */
  learn(activity: TeamsActivity): void;
}

const MAX_CHANNELS = 1000;

/** Makes the addresses of tickets' cards. */
export function createCardLinks(): TeamsCardLinks {
  const groups = new LRUCache<string, string>({ max: MAX_CHANNELS });
  return {
    channel: 'teams',
    learn({ conversation, channelData }) {
      const group = channelData?.team?.aadGroupId;
      const [channel = ''] = conversation.id.split(';');
      if (group) groups.set(channel, group);
    },
    async of(helpdeskChannel, root) {
      const { channel } = readDeskAddress(helpdeskChannel);
      const { tenant } = helpdeskChannel;
      return messageLink({
        tenant,
        channel,
        root,
        message: root,
        group: groups.get(channel) ?? null,
      });
    },
  };
}
