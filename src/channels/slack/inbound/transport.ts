import type { Request, Response, Server } from 'restify';
import type { SlackConfig, SlackSecrets } from '../../../config/slack.ts';
import type { Log } from '../../../diagnostics/log.ts';
import type { ChannelHealth } from '../../../ports/channel-health.ts';
import { requiredSecret } from '../auth/required-secret.ts';
import { createResponseAddresses } from '../auth/slack-hosts.ts';
import type { Workspaces } from '../auth/workspaces.ts';
import { createResponder } from '../outbound/respond.ts';
import { createBolt, createHttpReceiver, createSocketReceiver } from './bolt-app.ts';
import type { Dispatcher } from './dispatcher.ts';
import { handleRequest } from './endpoint.ts';
import { type Connection, keepConnected } from './socket-mode.ts';

export interface TransportSettings {
  readonly config: Pick<SlackConfig, 'transport'>;
  readonly secrets: SlackSecrets;
  readonly workspaces: Workspaces;
  readonly dispatcher: Dispatcher;
  readonly health: ChannelHealth | undefined;
  readonly overrides: { readonly slackApiUrl?: string; readonly now?: () => number };
  readonly log: Log;
}

/** How Slack's payloads arrive: over HTTP or Socket Mode. */
export interface Transport {
  /** Adds `POST /slack/events` to a server if Slack connects over HTTP. */
  mount(server: Server): void;
  /** Null over HTTP. */
  readonly connection: Connection | null;
}

/** @throws SignpostError `config` if a secret is missing. */
export function createTransport(settings: TransportSettings): Transport {
  const { config, secrets, workspaces, health, overrides, log } = settings;
  const { handle, faultOf } = settings.dispatcher;
  const { slackApiUrl, now = Date.now } = overrides;
  const responder = createResponder({ addresses: createResponseAddresses(slackApiUrl), log });
  const bolt = { workspaces, handle, faultOf, responder, log };
  if (config.transport === 'socket') {
    const appToken = requiredSecret(secrets.appToken, 'SLACK_APP_TOKEN');
    const receiver = createSocketReceiver(appToken, slackApiUrl, log);
    createBolt({ ...bolt, receiver });
    return { mount() {}, connection: keepConnected(receiver, log, health) };
  }
  const signingSecret = requiredSecret(secrets.signingSecret, 'SLACK_SIGNING_SECRET');
  const receiver = createHttpReceiver(signingSecret, log);
  createBolt({ ...bolt, receiver });
  return {
    mount(server) {
      server.post('/slack/events', async (request: Request, response: Response) => {
        await handleRequest({ receiver, signingSecret, now, log }, request, response);
      });
    },
    connection: null,
  };
}
