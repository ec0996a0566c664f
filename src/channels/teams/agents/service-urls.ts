import type { TeamsActivity } from '../inbound/activity.ts';
import { tenantOf } from '../inbound/activity.ts';

/**
 * Where Teams takes messages for tenants that have not spoken yet.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
const EVERYONES_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';

/** Finds the newest service URL a tenant is stored with; null where there is none. */
export type StoredServiceUrl = (tenant: string) => Promise<string | null>;

/** Knows where each tenant's Bot Connector is: Teams tells with everything it sends. */
export interface ServiceUrls {
  /** Notes it from an activity that was let in. */
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
