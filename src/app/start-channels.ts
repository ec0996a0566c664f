import type { Server } from 'restify';
import type { SlackOverrides } from '../channels/slack/channel.ts';
import type { TeamsOverrides } from '../channels/teams/channel.ts';
import { createWebAgentSide, WEB_DESK } from '../channels/web/agents/agent-side.ts';
import { createWebChannel } from '../channels/web/channel.ts';
import type { Config } from '../config/config.ts';
import type { World } from '../conversation/world.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Helpdesk } from '../helpdesk/helpdesk.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { CHANNELS, type ChannelName } from '../platforms/channels.ts';
import type { ChannelHealth } from '../ports/channel-health.ts';
import type { Store } from '../store/store.ts';

/** Everything a channel may need. */
export interface ChannelContext {
  readonly config: Config;
  readonly helpdesk: Helpdesk;
  readonly outbox: Outbox;
  readonly server: Server;
  readonly store: Store;
  readonly world: World;
  readonly health: ChannelHealth;
  readonly log: Log;
  readonly overrides: ChannelOverrides;
  /** Aborted when nothing may be sent anymore. */
  readonly ending: AbortSignal;
}

/** Replacements for the platforms that tests inject. */
export interface ChannelOverrides {
  readonly teams?: TeamsOverrides;
  readonly slack?: SlackOverrides;
}

/** A channel that has its routes and its desks. */
export interface StartedChannel {
  /**
   * Starts to take the events it has to fetch itself. Called after events left from before have
   * been queued, so that these come first.
   */
  connect(): Promise<void>;
  /** Takes no new events. */
  stop(): Promise<void>;
  /** Resolves when everything that was taken has had its turn. */
  settled(): Promise<void>;
}

interface ChannelStarter {
  /** Returns true if people reach this process there. */
  isServed(config: Config): boolean;
  /** Returns a channel that does nothing if it isn't configured. */
  start(context: ChannelContext): Promise<StartedChannel>;
}

/**
 * In the order in which they start. Each takes the same steps: it creates the channel, registers it
 * with the outbox and as a file host, adds its desks, and puts its routes on the server.
 */
const STARTERS = {
  web: { isServed: ({ web }) => web.enabled, start: startWeb },
  teams: { isServed: ({ teams }) => teams !== null, start: startTeams },
  slack: { isServed: ({ slack }) => slack !== null, start: startSlack },
} satisfies Readonly<Record<ChannelName, ChannelStarter>>;

/** Returns the channels where people reach this process. */
export function servedChannels(config: Config): readonly ChannelName[] {
  return CHANNELS.filter((name) => STARTERS[name].isServed(config));
}

/**
 * Starts the configured channels, each with its routes on the server. None listens before the
 * server does.
 */
export async function startChannels(context: ChannelContext): Promise<StartedChannel> {
  const started: StartedChannel[] = [];
  try {
    for (const { start } of Object.values(STARTERS)) started.push(await start(context));
    await context.helpdesk.inbox.start();
    await all(started, 'connect');
  } catch (error) {
    await all(started, 'stop');
    await context.helpdesk.inbox.stop(0);
    throw error;
  }
  return {
    connect: async () => {},
    stop: () => all(started, 'stop'),
    settled: () => all(started, 'settled'),
  };
}

async function all(started: readonly StartedChannel[], what: keyof StartedChannel): Promise<void> {
  await Promise.all(started.map((each) => each[what]()));
}

const NOT_STARTED: StartedChannel = {
  connect: async () => {},
  stop: async () => {},
  settled: async () => {},
};

async function startWeb(context: ChannelContext): Promise<StartedChannel> {
  const { config, helpdesk, outbox, server, store, world, log } = context;
  const { requesterService, agentService, files } = helpdesk;
  const { receive, onTurn } = requesterService;
  const { run, onTicket } = agentService;
  const web = createWebChannel({ config, store, receive, onTurn, files, world, log });
  const { publicUrl } = config;
  const agentSide = config.web.desk
    ? createWebAgentSide({ store, world, publicUrl, run, onTicket, log })
    : null;
  outbox.register(web.channel);
  if (agentSide) helpdesk.add([WEB_DESK], agentSide.members);
  if (config.web.enabled) web.mount(server);
  agentSide?.mount(server);
  return {
    ...NOT_STARTED,
    async stop() {
      web.close();
      agentSide?.close();
    },
  };
}

/** Loaded only if it is used: it accounts for half of the process's memory. */
async function startTeams(context: ChannelContext): Promise<StartedChannel> {
  const { config, helpdesk, outbox, server, store, health, log, overrides, ending } = context;
  if (config.teams === null) return NOT_STARTED;
  const { createTeamsChannel } = await import('../channels/teams/channel.ts');
  const { requesterService, agentService, agents, filing } = helpdesk;
  const teams = createTeamsChannel({
    config: config.teams,
    password: config.secrets.teamsPassword,
    receive: requesterService.receive,
    db: store.db,
    health,
    ending,
    log,
    overrides: overrides.teams,
  });
  outbox.register(teams.channel);
  helpdesk.files.add(teams.files);
  const helpdeskChannels = helpdesk.helpdeskChannelsOn('teams', config.teams.tenantId ?? '-');
  if (helpdeskChannels.length > 0 && config.publicUrl === null) {
    log.warn('teams: files shown to agents by name only, set SIGNPOST_PUBLIC_URL');
  }
  helpdesk.add(helpdeskChannels, teams.members, teams.cardLinks);
  requesterService.rescue('teams', teams.rescue(agents));
  teams.mount(server, { helpdeskChannels, run: agentService.run, agents, filing });
  return { ...NOT_STARTED, settled: teams.settled };
}

/** Loaded only if it is used, like Teams. */
async function startSlack(context: ChannelContext): Promise<StartedChannel> {
  const { config, helpdesk, outbox, server, store, health, log, overrides, ending } = context;
  if (config.slack === null) return NOT_STARTED;
  const { createSlackChannel } = await import('../channels/slack/channel.ts');
  const { requesterService, inbox } = helpdesk;
  const slack = createSlackChannel({
    config: config.slack,
    secrets: config.secrets.slack,
    store,
    inbox,
    requesterService,
    helpdesk,
    health,
    ending,
    log,
    overrides: overrides.slack,
  });
  outbox.register(slack.channel);
  helpdesk.files.add(slack.files);
  await slack.open();
  slack.mount(server);
  return slack;
}
