import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response, Server } from 'restify';
import { clocksFrom } from '../../concurrency/clocks.ts';
import { createPace, type Pace, type Window } from '../../concurrency/rate-limit.ts';
import type { SlackConfig, SlackSecrets } from '../../config/slack.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Inbox } from '../../helpdesk/inbox/inbox.ts';
import type { RequesterService } from '../../helpdesk/turns/requester-service.ts';
import type { Channel } from '../../ports/channel.ts';
import type { ChannelHealth } from '../../ports/channel-health.ts';
import type { FileHost } from '../../ports/file-host.ts';
import { sharedTarget } from '../../store/slack/address.ts';
import type { Store } from '../../store/store.ts';
import { createAgentParts, type HelpdeskAccess } from './agents/parts.ts';
import { createUndecidedRows } from './agents/undecided-rows.ts';
import { connectWorkspaces, type InstalledApp } from './auth/connect-workspaces.ts';
import { createStandingOf } from './auth/outsiders.ts';
import { requiredSecret } from './auth/required-secret.ts';
import { createResponseAddresses, createSlackAddresses } from './auth/slack-hosts.ts';
import { createBolt, createHttpReceiver, createSocketReceiver } from './inbound/bolt-app.ts';
import { createDispatcher, type Dispatcher } from './inbound/dispatcher.ts';
import { handle as handleRequest } from './inbound/endpoint.ts';
import { createEventRows } from './inbound/event-rows.ts';
import { createFileHost } from './inbound/file-host.ts';
import { createLanguages } from './inbound/languages.ts';
import { createProfiles } from './inbound/profiles.ts';
import { createRowInbox, readerOf, readRow } from './inbound/row-kind.ts';
import { type Connection, keepConnected } from './inbound/socket-mode.ts';
import { SLACK_RATES } from './limits.ts';
import { createApi } from './outbound/api.ts';
import { deliver, type Sender } from './outbound/deliver.ts';
import { createDirectMessages } from './outbound/direct-messages.ts';
import { createEphemeralReplies } from './outbound/ephemeral-reply.ts';
import { createNotify } from './outbound/notify.ts';
import { createBegunPosts } from './outbound/posting.ts';
import { createResponder } from './outbound/respond.ts';

export interface SlackChannelSettings {
  readonly config: SlackConfig;
  readonly secrets: SlackSecrets;
  readonly store: Pick<Store, 'db'>;
  readonly inbox: Pick<Inbox, 'takeMasked' | 'register'>;
  readonly desk: Pick<RequesterService, 'turn' | 'withFiles'>;
  readonly helpdesk: HelpdeskAccess;
  readonly log: Log;
  /** Notified of tokens that Slack refuses. */
  readonly health?: ChannelHealth;
  readonly overrides?: SlackOverrides | undefined;
  /** Aborted when nothing may be sent anymore. */
  readonly ending?: AbortSignal;
}

/** Test replacements for Slack and time. */
export interface SlackOverrides {
  /** Base URL of the Web API's methods, such as `http://127.0.0.1:4000/api/`. */
  readonly slackApiUrl?: string;
  /** Slack's consent page. */
  readonly authorizeUrl?: string;
  readonly now?: () => number;
  /** Interval between two messages in one channel. */
  readonly paceIntervalMs?: number;
  readonly profileTimeoutMs?: number;
}

export interface SlackChannel {
  readonly channel: Channel;
  readonly files: FileHost;
  /**
   * Adds `POST /slack/events` to a server if Slack connects over HTTP, and the installation pages.
   */
  mount(server: Server): void;
  /**
   * Verifies the token and opens the desks in Slack.
   * @throws SignpostError `config` if Slack refuses a token.
   */
  open(): Promise<void>;
  /**
   * Connects if Slack is reached by Socket Mode.
   * @throws SignpostError `config` if Slack refuses a token.
   */
  connect(): Promise<void>;
  /** Accepts nothing more over Socket Mode; the server closes HTTP. */
  stop(): Promise<void>;
  /** Resolves when all background work is done. */
  settled(): Promise<void>;
}

/** Connects to Slack through Bolt. */
export function createSlackChannel(settings: SlackChannelSettings): SlackChannel {
  const installed = connectWorkspaces(settings);
  const { dispatcher, desk, sender, files } = assemble(settings, installed);
  const way = wayIn(settings, installed, dispatcher);

  return {
    channel: {
      name: 'slack',
      sharedTarget,
      deliver: (message) =>
        message.audience === 'requester' ? deliver(sender, message) : desk.post(message),
    },
    files,
    mount(server) {
      installed.mount(server);
      way.mount(server);
    },
    async open() {
      await installed.prepare();
      await desk.open();
    },
    async connect() {
      await way.connection?.start();
    },
    async stop() {
      await way.connection?.stop();
    },
    async settled() {
      await dispatcher.settled();
      await desk.settled();
    },
  };
}

function assemble(settings: SlackChannelSettings, { workspaces }: InstalledApp) {
  const { config, helpdesk, store, inbox, log, overrides = {} } = settings;
  const { now, elapsedMs } = clocksFrom(overrides);
  const api = createApi(workspaces, overrides.slackApiUrl, settings.health);
  // Maximum time a turn waits for a name before it continues without it.
  const people = createProfiles({
    api,
    now: elapsedMs,
    timeoutMs: overrides.profileTimeoutMs ?? 1_000,
  });
  const directMessages = createDirectMessages(api, elapsedMs);
  const languages = createLanguages(store, people);
  const notify = createNotify({ api, directMessages, log });
  const ephemeralReplies = createEphemeralReplies({ languages, notify });
  const { externalWorkspaces: served = [] } = config;
  const standingOf = createStandingOf({ api, served, now: elapsedMs, timeoutMs: 1_500 });
  const { db } = store;
  const eventRows = createEventRows({
    desk: settings.desk,
    db,
    api,
    people,
    directMessages,
    ephemeralReplies,
    log,
  });
  const intake = createRowInbox(inbox, eventRows);
  const forms = { store, api, languages, notify, log };
  const home = { store, api, people, log };
  const { pace, changes } = createPaces(overrides, settings.ending);
  const addresses = createSlackAddresses(overrides.slackApiUrl);
  const known = { store, inbox, api, people, languages, directMessages, workspaces, addresses };
  const parts = { ...known, pace, changes, elapsedMs, log };
  const desk = createAgentParts({ ...parts, helpdesk, isSingle: config.install === 'single' });
  const undecidedRows = createUndecidedRows({
    events: eventRows,
    commands: desk.commandRows,
    decide: desk.decide,
  });
  inbox.register('slack', readRow([...desk.rows, readerOf(undecidedRows), readerOf(eventRows)]));
  const dispatcher = createDispatcher({
    intake,
    deskSide: desk.side,
    tellAgent: desk.tell,
    undecided: createRowInbox(inbox, undecidedRows),
    standingOf,
    notify,
    forms,
    home,
    workspaces,
    directMessages,
    languages,
    now,
    log,
  });
  // A person who pressed a button waits for its card, so that change goes before those of desks.
  const pressed = { turn: changes.pass, hold: changes.hold };
  const sender: Sender = {
    store,
    api,
    directMessages,
    pace,
    changes: pressed,
    begun: createBegunPosts(),
    log,
  };
  const files = createFileHost({ workspaces, api, addresses, log });
  return { dispatcher, desk, sender, files };
}

/**
 * Creates the rate limiters for the whole process: a desk and a requester may be in the same
 * channel.
 */
function createPaces(
  overrides: SlackOverrides,
  ending: AbortSignal | undefined,
): { pace: Pace; changes: Pace } {
  const { paceIntervalMs } = overrides;
  const { elapsedMs: now } = clocksFrom(overrides);
  const rest = async (ms: number) => void (await sleep(ms, undefined, { ref: false }));
  const windows = (rates: readonly Window[]) => (paceIntervalMs === 0 ? [] : rates);
  const messages =
    paceIntervalMs === undefined
      ? SLACK_RATES.messages
      : [{ windowMs: paceIntervalMs, messages: 1 }];
  return {
    pace: createPace({ windows: windows(messages), now, sleep: rest, ending }),
    changes: createPace({ windows: windows(SLACK_RATES.changes), now, sleep: rest, ending }),
  };
}

interface WayIn {
  mount(server: Server): void;
  readonly connection: Connection | null;
}

function wayIn(
  settings: SlackChannelSettings,
  { workspaces }: InstalledApp,
  { handle, faultOf }: Dispatcher,
): WayIn {
  const { config, secrets, log, overrides = {} } = settings;
  const { slackApiUrl, now = Date.now } = overrides;
  const responder = createResponder({ addresses: createResponseAddresses(slackApiUrl), log });
  const bolt = { workspaces, handle, faultOf, responder, log };
  if (config.transport === 'socket') {
    const receiver = createSocketReceiver(
      requiredSecret(secrets.appToken, 'SLACK_APP_TOKEN'),
      slackApiUrl,
      log,
    );
    createBolt({ ...bolt, receiver });
    return { mount() {}, connection: keepConnected(receiver, log, settings.health) };
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
