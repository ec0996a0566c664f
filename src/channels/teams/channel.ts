import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Request, Response, Server } from 'restify';
import { clocksFrom } from '../../concurrency/clocks.ts';
import { createPace, type Window } from '../../concurrency/rate-limit.ts';
import type { TeamsConfig } from '../../config/teams.ts';
import { SignpostError } from '../../diagnostics/errors.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Agents, Members } from '../../helpdesk/routing/agents.ts';
import type { Rescue } from '../../helpdesk/turns/arrivals.ts';
import type { CardLinks } from '../../ports/card-links.ts';
import type { Channel, Receive } from '../../ports/channel.ts';
import type { ChannelHealth } from '../../ports/channel-health.ts';
import type { FileHost } from '../../ports/file-host.ts';
import type { Database } from '../../store/database.ts';
import type { AgentDispatcher } from './agents/agent-dispatcher.ts';
import { createAgentSide, type TeamsHelpdesk } from './agents/agent-side.ts';
import { TeamsAdapter } from './auth/adapter.ts';
import {
  type AuthenticationSettings,
  createAuthentication,
  createBotToken,
} from './auth/authentication.ts';
import { handleRequest } from './inbound/endpoint.ts';
import { type FileOrigins, NO_ORIGINS } from './inbound/file-access.ts';
import { createFileHost } from './inbound/file-host.ts';
import { createProfiles } from './inbound/profiles.ts';
import { apologizeIn, createRescue } from './inbound/rescue.ts';
import { TEAMS_LIMITS } from './limits.ts';
import { deliver } from './outbound/deliver.ts';

export interface TeamsChannelSettings {
  readonly config: TeamsConfig;
  readonly password: string | null;
  readonly receive: Receive;
  readonly log: Log;
  /** Receives reports of refused credentials. */
  readonly health?: ChannelHealth;
  /**
   * Provides what Teams sent before the start; without it, only what arrived since then is known.
   */
  readonly db?: Kysely<Database>;
  /** Aborted when nothing more may be sent. */
  readonly ending?: AbortSignal;
  readonly overrides?: TeamsOverrides | undefined;
}

/** Test replacements for Microsoft's services and the clock. */
export interface TeamsOverrides
  extends Pick<AuthenticationSettings, 'openIdMetadataUrl' | 'credentials'> {
  readonly now?: () => number;
  readonly typingAfterMs?: number;
  readonly typingAgainMs?: number;
  readonly connectorTimeoutMs?: number;
  readonly rosterTimeoutMs?: number;
  /** Resolves when a form of the message extension has to be answered. */
  readonly formTimeout?: () => Promise<void>;
  readonly threadWindows?: readonly Window[];
  /** Origins to fetch files from besides Microsoft's own hosts. */
  readonly fileOrigins?: FileOrigins;
}

export interface TeamsChannel {
  readonly channel: Channel;
  readonly members: Members;
  readonly cardLinks: CardLinks;
  readonly files: FileHost;
  /** Handles events that another process received. */
  rescue(agents: Pick<Agents, 'desksOf'>): Rescue;
  /** Adds `POST /api/messages` to a server. Without a helpdesk, everyone is a requester. */
  mount(server: Server, helpdesk?: TeamsHelpdesk): void;
  /** Resolves when work that continued after its answer is done. */
  settled(): Promise<void>;
}

/**
 * Connects to Microsoft Teams through the Bot Framework.
 * @throws SignpostError `config` if the app id is empty but anonymous access isn't enabled.
 */
export function createTeamsChannel(settings: TeamsChannelSettings): TeamsChannel {
  const { log, receive, db, overrides = {} } = settings;
  const { now, elapsedMs } = clocksFrom(overrides);
  const { identity, verifier, sender } = connect(settings);
  const { formTimeout, fileOrigins = NO_ORIGINS, rosterTimeoutMs = 1_500 } = overrides;
  const agentSide = createAgentSide({ sender, db, formTimeout, now, elapsedMs, log });
  const rescue = { ...sender, rosterTimeoutMs, log };
  const turns = {
    receive,
    learn: agentSide.learn,
    members: createProfiles({ now: elapsedMs, timeoutMs: rosterTimeoutMs }),
    apologize: apologizeIn.bind(null, rescue),
    log,
    typing: {
      afterMs: overrides.typingAfterMs ?? TEAMS_LIMITS.typingAfterMs,
      againMs: overrides.typingAgainMs ?? TEAMS_LIMITS.typingAgainMs,
    },
    now,
  };

  return {
    channel: {
      name: 'teams',
      sharedTarget: () => null,
      deliver: (message) =>
        message.audience === 'requester' ? deliver(sender, message) : agentSide.post(message),
    },
    members: agentSide.members,
    cardLinks: agentSide.cardLinks,
    files: createFileHost({ token: createBotToken(identity), origins: fileOrigins }),
    rescue: createRescue.bind(null, rescue),
    mount(server, helpdesk) {
      const agents = helpdesk ? agentSide.dispatcherFor(helpdesk) : NO_AGENTS;
      const endpoint = {
        verifier,
        adapter: sender.adapter,
        turns: { ...turns, agents },
        log,
      };
      server.post('/api/messages', async (request: Request, response: Response) => {
        await handleRequest(endpoint, request, response);
      });
    },
    settled: agentSide.settled,
  };
}

const NO_AGENTS: AgentDispatcher = { handle: async () => null };

/** Returns who the bot is, whom it admits, and how it sends. */
function connect(settings: TeamsChannelSettings) {
  const { password, health, ending, overrides = {} } = settings;
  const config = normalized(settings.config);
  const { now, elapsedMs } = clocksFrom(overrides);
  const connectorTimeoutMs = overrides.connectorTimeoutMs ?? TEAMS_LIMITS.connectorTimeoutMs;
  const identity = {
    ...overrides,
    config,
    password,
    connectorTimeoutMs,
    ...(health ? { health } : {}),
  };
  const authentication = createAuthentication(identity);
  const pace = createPace({
    windows: overrides.threadWindows ?? TEAMS_LIMITS.threadWindows,
    now: elapsedMs,
    sleep: async (ms) => void (await sleep(ms, undefined, { ref: false })),
    ending,
  });
  return {
    identity,
    verifier: { config, authentication, now, timeoutMs: connectorTimeoutMs },
    sender: { adapter: new TeamsAdapter(authentication), appId: config.appId, pace },
  };
}

/** Tokens carry ids in lower case. An empty app id would make botbuilder admit everyone. */
function normalized(config: TeamsConfig): TeamsConfig {
  if (config.appId === '' && !config.allowAnonymous) {
    throw new SignpostError(
      'config',
      'MicrosoftAppId is empty; copy the app id from the Azure bot.',
    );
  }
  return {
    ...config,
    appId: config.appId.toLowerCase(),
    tenantId: config.tenantId?.toLowerCase() ?? null,
  };
}
