import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import restify from 'restify';
import {
  createTeamsChannel,
  type TeamsChannel,
  type TeamsOverrides,
} from '../../src/channels/teams/channel.ts';
import type { TeamsConfig } from '../../src/config/teams.ts';
import type { ChatEvent } from '../../src/conversation/event.ts';
import type { Receive } from '../../src/ports/channel.ts';
import { type ChannelHealth, createChannelHealth } from '../../src/ports/channel-health.ts';
import type { Address } from '../../src/ports/message.ts';
import { listen } from './listen.ts';
import { type LogLines, recordLog } from './record-log.ts';
import { CONNECTOR_TOKEN, startTeamsConnector, type TeamsConnector } from './teams-connector.ts';
import { type TeamsRequests, teamsRequests } from './teams-requests.ts';
import { APP_ID, startTeamsTokens, TENANT_ID, type TeamsTokens } from './teams-tokens.ts';

export interface TeamsRig extends TeamsRequests {
  readonly url: string;
  readonly teams: TeamsChannel;
  readonly connector: TeamsConnector;
  readonly tokens: TeamsTokens;
  readonly logged: LogLines;
  /** What the channel says of its credentials. */
  readonly health: ChannelHealth;
  /** What reached the desk. */
  readonly received: { readonly event: ChatEvent; readonly address: Address }[];
  /** Called for every event; replace it to answer otherwise. */
  desk: Receive;
  close(): Promise<void>;
}

type Credentials = Awaited<
  ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']>
>;

/** Gives out access tokens without Entra ID; checking of those that come in stays real. */
export class LocalCredentials extends ConfigurationServiceClientCredentialFactory {
  override async createCredentials(): Promise<Credentials> {
    const credentials: Credentials & { getToken(): Promise<string> } = {
      async signRequest(request) {
        request.headers.set('authorization', `Bearer ${CONNECTOR_TOKEN}`);
        return request;
      },
      getToken: async () => CONNECTOR_TOKEN,
    };
    return credentials;
  }
}

export const SINGLE_TENANT: TeamsConfig = {
  appId: APP_ID,
  appType: 'SingleTenant',
  tenantId: TENANT_ID,
  allowAnonymous: false,
};

/** The Teams channel on a real server, with Microsoft's side played on loopback. */
export async function startTeamsRig(
  config: TeamsConfig = SINGLE_TENANT,
  overrides: TeamsOverrides = {},
): Promise<TeamsRig> {
  const [connector, tokens] = await Promise.all([startTeamsConnector(), startTeamsTokens()]);
  const received: TeamsRig['received'] = [];
  const { log, lines } = recordLog();
  const health = createChannelHealth(log);
  const receive: Receive = async (arrived, address, options = {}) => {
    const event = (await options.complete?.(arrived)) ?? arrived;
    received.push({ event, address });
    return rig.desk(event, address, options);
  };
  const teams = createTeamsChannel({
    config,
    password: 'a password',
    receive,
    log,
    health,
    overrides: {
      openIdMetadataUrl: tokens.metadataUrl,
      credentials: localCredentials(config),
      ...overrides,
    },
  });
  const server = restify.createServer();
  teams.mount(server);
  const listening = await listen(server.server);

  const rig: TeamsRig = {
    ...teamsRequests(() => listening.url, connector, tokens),
    url: listening.url,
    teams,
    connector,
    tokens,
    logged: lines,
    health,
    received,
    desk: async () => ({ duplicate: false, decided: null }),
    async close() {
      await Promise.all([listening.close(), connector.close(), tokens.close()]);
    },
  };
  return rig;
}

export function localCredentials(config: TeamsConfig): LocalCredentials {
  return new LocalCredentials({
    MicrosoftAppId: config.appId.toLowerCase(),
    MicrosoftAppPassword: 'a password',
  });
}
