import { LRUCache } from 'lru-cache';
import { withTimeout } from '../../../concurrency/timeout.ts';
import type { Api, Where } from './api.ts';

/** Returns the address of a message; null if Slack doesn't say in time. Never rejects. */
export type Permalinks = (where: Where, channel: string, ts: string) => Promise<string | null>;

export interface PermalinkSettings {
  readonly api: Api;
  readonly timeoutMs: number;
}

const MAX_KNOWN = 10_000;

/**
 * Asks Slack once for each message: its address never changes.
 * https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function createPermalinks({ api, timeoutMs }: PermalinkSettings): Permalinks {
  const known = new LRUCache<string, string>({ max: MAX_KNOWN });
  return async (where, channel, ts) => {
    const key = `${where.team} ${channel} ${ts}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    try {
      const asked = api(where, (client) => client.chat.getPermalink({ channel, message_ts: ts }));
      const { permalink } = await withTimeout(asked, timeoutMs);
      if (!permalink?.startsWith('https://')) return null;
      known.set(key, permalink);
      return permalink;
    } catch {
      return null;
    }
  };
}
