import { createTtlCache } from '../../../concurrency/ttl-cache.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Who } from '../../../store/slack/address.ts';
import { slackUserId } from '../auth/user-id.ts';
import type { Api } from './api.ts';

/**
 * Returns the id (`D…`) of a person's direct messages with Signpost, opening them if necessary.
 * Rejects with a DeliveryError.
 */
export type DirectMessages = (who: Who) => Promise<string>;

const TTL_MS = 24 * 3_600_000;

/**
 * Asks Slack (`conversations.open`, which returns the same id each time) and caches the answer for
 * a day.
 */
export function createDirectMessages(api: Api, now: () => number): DirectMessages {
  const remembered = createTtlCache<string>({ now, ttlMs: () => TTL_MS });
  return (who) => remembered(`${who.team} ${who.user}`, () => open(api, who));
}

async function open(api: Api, who: Who): Promise<string> {
  const { channel } = await api(who, (client) =>
    client.conversations.open({ users: slackUserId(who.user) }),
  );
  if (channel?.id) return channel.id;
  throw new DeliveryError('unavailable', 'Slack opened direct messages without saying which');
}
