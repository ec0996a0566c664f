import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { type ChannelHealth, NO_HEALTH } from '../../../ports/channel-health.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import { deathOf } from '../auth/identity.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import { noteReach, toDeliveryError } from './delivery-problem.ts';
import { createWebClient } from './web-client.ts';

/** A workspace, and the organization it belongs to. */
export interface Where {
  readonly team: string;
  readonly enterprise: string | null;
}

/** Calls Slack's Web API with the token of a workspace. Rejects with a DeliveryError. */
export type Api = <T>(where: Where, call: (client: WebClient) => Promise<T>) => Promise<T>;

const CLIENTS_KEPT = 1000;

/** Caches one client per token, and so its connections. */
export function createApi(
  workspaces: Workspaces,
  slackApiUrl: string | undefined,
  health: ChannelHealth = NO_HEALTH,
): Api {
  const clients = new LRUCache<string, WebClient>({ max: CLIENTS_KEPT });

  const clientOf = (token: string): WebClient => {
    const known = clients.get(token);
    if (known !== undefined) return known;
    const client = createWebClient(token, slackApiUrl);
    clients.set(token, client);
    return client;
  };

  return async (where, call) => {
    const token = await tokenFor(workspaces, where);
    try {
      const answer = await call(clientOf(token));
      health.accepted('slack', where.team);
      health.reached('slack', 'web-api');
      return answer;
    } catch (error) {
      noteReach(health, error);
      const reason = deathOf(error instanceof DeliveryError ? error.cause : error);
      if (reason !== null) health.refused('slack', where.team, reason);
      throw toDeliveryError(error);
    }
  };
}

/**
 * Returns the token of a workspace. Rejects with a DeliveryError if there is none, or if it can't
 * be read.
 */
export async function tokenFor(
  workspaces: Workspaces,
  { team, enterprise }: Where,
): Promise<string> {
  const credentials = await workspaces.credentials(team, enterprise).catch((cause: unknown) => {
    throw new DeliveryError('unavailable', `The token of workspace ${team} cannot be read`, {
      cause,
    });
  });
  if (credentials !== null) return credentials.botToken;
  throw new DeliveryError(
    'gone',
    `Signpost is not installed in workspace ${team}; install it there again`,
  );
}
