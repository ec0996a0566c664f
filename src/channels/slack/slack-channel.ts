import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response, Server } from 'restify';
import type { SlackConfig, SlackSecrets } from '../../config/slack.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/open-store.ts';
import type { Channel, FileHost, Receive } from '../channel.ts';
import { createApi } from './api.ts';
import { createApologies } from './apologies.ts';
import { createBolt, createHttpReceiver, createSocketReceiver, type Handle } from './bolt-app.ts';
import { connectWorkspaces, type Installed } from './connect-workspaces.ts';
import { deliver, type Sender } from './deliver.ts';
import { createDeskParts, type DeskDoors } from './desk/desk-parts.ts';
import { createDirectMessages } from './direct-messages.ts';
import { createDispatcher } from './dispatch.ts';
import { handle as handleRequest } from './endpoint.ts';
import { createFileHost } from './file-host.ts';
import { createIntake } from './intake.ts';
import { createLanguages } from './languages.ts';
import { neededSecret } from './needed-secret.ts';
import { createPace } from './pacing.ts';
import { createPeople } from './people.ts';
import { createSlackAddresses } from './slack-addresses.ts';
import { type Connection, keepConnected } from './socket.ts';

export interface SlackChannelSettings {
  readonly config: SlackConfig;
  readonly secrets: SlackSecrets;
  readonly store: Pick<Store, 'db' | 'onDisk'>;
  readonly receive: Receive;
  readonly helpdesk: DeskDoors;
  readonly log: Log;
  readonly overrides?: SlackOverrides | undefined;
}

/** What tests put in place of Slack and of time. */
export interface SlackOverrides {
  /** Base of the Web API's methods, such as `http://127.0.0.1:4000/api/`. */
  readonly slackApiUrl?: string;
  /** Where people say yes to an installation. */
  readonly authorizeUrl?: string;
  readonly now?: () => number;
  /** Between two messages of one channel. */
  readonly paceIntervalMs?: number;
  /** Longest wait in ms for a channel's turn before the outbox is told to come again. */
  readonly pacePatienceMs?: number;
  readonly profilePatienceMs?: number;
  /** Waits before a turn that failed is tried again. */
  readonly retryAfterMs?: readonly number[];
}

export interface SlackChannel {
  readonly channel: Channel;
  readonly files: FileHost;
  /** Adds `POST /slack/events` to a server, where Slack comes by HTTP, and the pages of installation. */
  mount(server: Server): void;
  /**
   * Connects, where Slack is reached by Socket Mode, and takes up what an earlier process acknowledged.
   * @throws SignpostError `config` where Slack refuses a token.
   */
  start(): Promise<void>;
  /** Takes nothing more over Socket Mode; HTTP is the server's to close. */
  stop(): Promise<void>;
  /** Resolves when everything that was acknowledged had its turn. */
  settled(): Promise<void>;
}

/** Connects to Slack through Bolt. */
export function createSlackChannel(settings: SlackChannelSettings): SlackChannel {
  const installed = connectWorkspaces(settings);
  const { intake, dispatcher, desk, sender, files } = assemble(settings, installed);
  const way = wayIn(settings, installed, dispatcher.handle);

  return {
    channel: { name: 'slack', deliver: (outgoing) => deliver(sender, outgoing) },
    files,
    mount(server) {
      installed.mount(server);
      way.mount(server);
    },
    async start() {
      await installed.prepare();
      await desk.open();
      await way.connection?.start();
      await intake.resume();
      await desk.side.resume();
    },
    async stop() {
      await way.connection?.stop();
    },
    async settled() {
      await dispatcher.settled();
      await intake.settled();
      await desk.side.settled();
    },
  };
}

function assemble(settings: SlackChannelSettings, { workspaces }: Installed) {
  const { config, helpdesk, store, receive, log, overrides = {} } = settings;
  const { now = Date.now } = overrides;
  const api = createApi(workspaces, overrides.slackApiUrl);
  // A turn that waits longer than this for a name goes on without it.
  const people = createPeople({ api, now, patienceMs: overrides.profilePatienceMs ?? 1_000 });
  const directMessages = createDirectMessages(api, now);
  const languages = createLanguages(store, people);
  const apologies = createApologies({ api, languages, directMessages, log });
  const retryAfterMs = overrides.retryAfterMs ?? [300, 1_200];
  const intake = createIntake({ store, receive, api, people, directMessages, apologies, log, retryAfterMs });
  const forms = { store, api, languages };
  const home = { store, api, people };
  const pace = createPace({
    intervalMs: overrides.paceIntervalMs ?? 1_000,
    patienceMs: overrides.pacePatienceMs ?? 3_000,
    now,
    sleep: async (ms) => void (await sleep(ms)),
  });
  const addresses = createSlackAddresses(overrides.slackApiUrl);
  const parts = { store, api, people, languages, directMessages, workspaces, addresses, pace, now, log };
  const desk = createDeskParts({ ...parts, helpdesk, isSingle: config.install === 'single' });
  const dispatcher = createDispatcher({
    intake,
    deskSide: desk.side,
    forms,
    home,
    workspaces,
    directMessages,
    languages,
    now,
    log,
  });
  const sender: Sender = { store, api, directMessages, pace, begun: new Map(), log };
  const files = createFileHost({ workspaces, api, addresses, log });
  return { intake, dispatcher, desk, sender, files };
}

interface WayIn {
  mount(server: Server): void;
  readonly connection: Connection | null;
}

function wayIn(settings: SlackChannelSettings, { workspaces }: Installed, handle: Handle): WayIn {
  const { config, secrets, log, overrides = {} } = settings;
  const { slackApiUrl, now = Date.now } = overrides;
  const bolt = { workspaces, handle, slackApiUrl, log };
  if (config.transport === 'socket') {
    const receiver = createSocketReceiver(neededSecret(secrets.appToken, 'SLACK_APP_TOKEN'), slackApiUrl, log);
    createBolt({ ...bolt, receiver });
    return { mount() {}, connection: keepConnected(receiver, log) };
  }
  const signingSecret = neededSecret(secrets.signingSecret, 'SLACK_SIGNING_SECRET');
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
