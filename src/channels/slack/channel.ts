import type { Server } from 'restify';
import { clocksFrom } from '../../concurrency/clocks.ts';
import type { SlackConfig, SlackSecrets } from '../../config/slack.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Inbox } from '../../helpdesk/inbox/inbox.ts';
import type { RequesterService } from '../../helpdesk/turns/requester-service.ts';
import type { Channel } from '../../ports/channel.ts';
import type { ChannelHealth } from '../../ports/channel-health.ts';
import type { FileHost } from '../../ports/file-host.ts';
import { sharedTarget } from '../../store/slack/address.ts';
import type { Store } from '../../store/store.ts';
import { actorOf } from './agents/agent-input.ts';
import { createAgentSide, type HelpdeskAccess } from './agents/agent-side.ts';
import { createUndecidedRows } from './agents/undecided-rows.ts';
import { connectWorkspaces, type InstalledApp } from './auth/connect-workspaces.ts';
import { createStandingOf } from './auth/outsiders.ts';
import { createSlackAddresses } from './auth/slack-hosts.ts';
import type { Workspaces } from './auth/workspaces.ts';
import { createDispatcher } from './inbound/dispatcher.ts';
import { createEventRows } from './inbound/event-rows.ts';
import { createFileHost } from './inbound/file-host.ts';
import { createLanguages } from './inbound/languages.ts';
import { createProfiles } from './inbound/profiles.ts';
import { createRowInbox, readerOf, readRow } from './inbound/row-kind.ts';
import { createTransport } from './inbound/transport.ts';
import { createApi } from './outbound/api.ts';
import { deliver, type Sender } from './outbound/deliver.ts';
import { createDirectMessages } from './outbound/direct-messages.ts';
import { createEphemeralReplies } from './outbound/ephemeral-reply.ts';
import { createNotify } from './outbound/notify.ts';
import { createPaces } from './outbound/paces.ts';
import { createPermalinks } from './outbound/permalinks.ts';
import { createBegunPosts } from './outbound/posting.ts';

export interface SlackChannelSettings {
  readonly config: SlackConfig;
  readonly secrets: SlackSecrets;
  readonly store: Pick<Store, 'db'>;
  readonly inbox: Pick<Inbox, 'takeMasked' | 'register'>;
  readonly requesterService: Pick<RequesterService, 'turn' | 'withFiles'>;
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
  const { dispatcher, agentSide, sender, files } = assemble(settings, installed);
  const { workspaces } = installed;
  const { config, secrets, log, health, overrides = {} } = settings;
  const transport = createTransport({
    config,
    secrets,
    workspaces,
    dispatcher,
    health,
    overrides,
    log,
  });

  return {
    channel: {
      name: 'slack',
      sharedTarget,
      deliver: (message) =>
        message.audience === 'requester' ? deliver(sender, message) : agentSide.post(message),
    },
    files,
    mount(server) {
      installed.mount(server);
      transport.mount(server);
    },
    async open() {
      await installed.prepare();
      await agentSide.open();
    },
    async connect() {
      await transport.connection?.start();
    },
    async stop() {
      await transport.connection?.stop();
    },
    async settled() {
      await dispatcher.settled();
      await agentSide.settled();
    },
  };
}

function assemble(settings: SlackChannelSettings, { workspaces }: InstalledApp) {
  const { config, helpdesk, inbox, requesterService } = settings;
  const tools = createTools(settings, workspaces);
  const { api, changes, elapsedMs } = tools;
  const eventRows = createEventRows({ ...tools, requesterService });
  const isSingle = config.install === 'single';
  const agentSide = createAgentSide({ ...tools, inbox, helpdesk, isSingle });
  const undecidedRows = createUndecidedRows({
    events: eventRows,
    commands: agentSide.commandRows,
    decide: agentSide.decide,
  });
  inbox.register(
    'slack',
    readRow([...agentSide.rows, readerOf(undecidedRows), readerOf(eventRows)]),
  );
  const { externalWorkspaces: served = [] } = config;
  const dispatcher = createDispatcher({
    ...tools,
    intake: createRowInbox(inbox, eventRows),
    undecided: createRowInbox(inbox, undecidedRows),
    agents: agentSide.dispatcher,
    tellAgent: agentSide.tell,
    standingOf: createStandingOf({ api, served, now: elapsedMs, timeoutMs: 1_500 }),
    forms: tools,
    home: {
      ...tools,
      deskTickets: async (who, locale) =>
        helpdesk.agentService.ownTickets(await actorOf(tools.people, who), locale),
    },
  });
  const sender: Sender = {
    ...tools,
    // A person who pressed a button waits for its card, so that change goes before those of desks.
    changes: { turn: changes.pass, hold: changes.hold },
    begun: createBegunPosts(),
  };
  return { dispatcher, agentSide, sender, files: createFileHost(tools) };
}

/** What the requesters' side and the helpdesk's side share. */
function createTools(settings: SlackChannelSettings, workspaces: Workspaces) {
  const { store, log, health, ending, overrides = {} } = settings;
  const { slackApiUrl, paceIntervalMs, profileTimeoutMs = 1_000 } = overrides;
  const { now, elapsedMs } = clocksFrom(overrides);
  const api = createApi(workspaces, slackApiUrl, health);
  // A turn waits for a name no longer than this, then continues without it.
  const people = createProfiles({ api, now: elapsedMs, timeoutMs: profileTimeoutMs });
  const directMessages = createDirectMessages(api, elapsedMs);
  const languages = createLanguages(store, people);
  const notify = createNotify({ api, directMessages, log });
  return {
    store,
    db: store.db,
    workspaces,
    addresses: createSlackAddresses(slackApiUrl),
    api,
    people,
    directMessages,
    languages,
    permalinks: createPermalinks({ api, timeoutMs: profileTimeoutMs }),
    notify,
    ephemeralReplies: createEphemeralReplies({ languages, notify }),
    ...createPaces({ intervalMs: paceIntervalMs, elapsedMs, ending }),
    now,
    elapsedMs,
    log,
  };
}
