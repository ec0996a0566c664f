import type { TeamsActivity } from '../inbound/activity.ts';
import { tenantOf } from '../inbound/activity.ts';

/**
 * Where Teams accepts messages for tenants that haven't sent anything yet.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
const EVERYONES_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';

/** Finds the newest service URL stored for a tenant; null if there is none. */
export type StoredServiceUrl = (tenant: string) => Promise<string | null>;

/** Knows each tenant's Bot Connector URL, which Teams includes in everything it sends. */
export interface ServiceUrls {
  /** Records the URL from an admitted activity. */
  learn(activity: TeamsActivity): void;
  of(tenant: string): Promise<string>;
}

export function createServiceUrls(stored: StoredServiceUrl): ServiceUrls {
  const known = new Map<string, string>();
  return {
    learn(activity) {
      const tenant = tenantOf(activity);
      if (tenant !== null && activity.channelId === 'msteams')
        known.set(tenant, activity.serviceUrl);
    },
    async of(tenant) {
      const found = known.get(tenant) ?? (await stored(tenant));
      if (found !== null) known.set(tenant, found);
      return found ?? EVERYONES_SERVICE_URL;
    },
  };
}
