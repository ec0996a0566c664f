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
export interface ChannelParts {
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

/** A running channel. */
export interface RunningChannel {
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
  start(parts: ChannelParts): Promise<RunningChannel> | RunningChannel;
}

/** In the order in which they start. */
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
export async function startChannels(parts: ChannelParts): Promise<RunningChannel> {
  const running: RunningChannel[] = [];
  try {
    for (const { start } of Object.values(STARTERS)) running.push(await start(parts));
    await parts.helpdesk.inbox.start();
    await all(running, 'connect');
  } catch (error) {
    await all(running, 'stop');
    await parts.helpdesk.inbox.stop(0);
    throw error;
  }
  return {
    connect: async () => {},
    stop: () => all(running, 'stop'),
    settled: () => all(running, 'settled'),
  };
}

async function all(running: readonly RunningChannel[], what: keyof RunningChannel): Promise<void> {
  await Promise.all(running.map((each) => each[what]()));
}

const NOT_THERE: RunningChannel = {
  connect: async () => {},
  stop: async () => {},
  settled: async () => {},
};

function startWeb(parts: ChannelParts): RunningChannel {
  const { config, helpdesk, outbox, server, store, world, log } = parts;
  const { receive, onTurn } = helpdesk.requesterService;
  const web = createWebChannel({
    config,
    store,
    receive,
    onTurn,
    files: helpdesk.files,
    world,
    log,
  });
  outbox.register(web.channel);
  if (config.web.enabled) web.mount(server);
  const desk = config.web.desk ? startWebDesk(parts) : NOT_THERE;
  return {
    ...NOT_THERE,
    async stop() {
      web.close();
      await desk.stop();
    },
  };
}

function startWebDesk({
  config,
  helpdesk,
  server,
  store,
  world,
  log,
}: ChannelParts): RunningChannel {
  const { run, onTicket } = helpdesk.agentService;
  const desk = createWebAgentSide({
    store,
    world,
    publicUrl: config.publicUrl,
    run,
    onTicket,
    log,
  });
  helpdesk.add([WEB_DESK], desk.members);
  desk.mount(server);
  return { ...NOT_THERE, stop: async () => desk.close() };
}

/** Loaded only if it is used: it accounts for half of the process's memory. */
async function startTeams(parts: ChannelParts): Promise<RunningChannel> {
  const { config, helpdesk, outbox, server, store, health, log, overrides, ending } = parts;
  if (config.teams === null) return NOT_THERE;
  const { createTeamsChannel } = await import('../channels/teams/channel.ts');
  const { requesterService, agentService, agents, filing } = helpdesk;
  const settings = {
    config: config.teams,
    password: config.secrets.teamsPassword,
    receive: requesterService.receive,
    db: store.db,
    health,
    ending,
  };
  const teams = createTeamsChannel({
    ...settings,
    log,
    ...(overrides.teams ? { overrides: overrides.teams } : {}),
  });
  const helpdeskChannels = helpdesk.helpdeskChannelsOn('teams', config.teams.tenantId ?? '-');
  if (helpdeskChannels.length > 0 && config.publicUrl === null) {
    log.warn('teams: files shown to agents by name only, set SIGNPOST_PUBLIC_URL');
  }
  outbox.register(teams.channel);
  helpdesk.add(helpdeskChannels, teams.members);
  helpdesk.files.add(teams.files);
  requesterService.rescue('teams', teams.rescue(agents));
  teams.mount(server, { helpdeskChannels, run: agentService.run, agents, filing });
  return { ...NOT_THERE, settled: teams.settled };
}

/** Loaded only if it is used, like Teams. */
async function startSlack(parts: ChannelParts): Promise<RunningChannel> {
  const { config, helpdesk, outbox, server, store, health, log, overrides, ending } = parts;
  if (config.slack === null) return NOT_THERE;
  const { createSlackChannel } = await import('../channels/slack/channel.ts');
  const { requesterService, inbox } = helpdesk;
  const settings = { config: config.slack, secrets: config.secrets.slack, store, inbox, log };
  const slack = createSlackChannel({
    ...settings,
    requesterService,
    helpdesk,
    health,
    ending,
    overrides: overrides.slack,
  });
  outbox.register(slack.channel);
  helpdesk.files.add(slack.files);
  slack.mount(server);
  await slack.open();
  return slack;
}
