import { prepareCards } from './cards/render-card.ts';
import type { SlackChannel, SlackChannelSettings, SlackOverrides } from './channels/slack/slack-channel.ts';
import type { TeamsOverrides } from './channels/teams/teams-channel.ts';
import { createWebChannel } from './channels/web/web-channel.ts';
import type { Config } from './config.ts';
import type { World } from './conversation/world.ts';
import { createDesk, type Desk } from './desk/turn.ts';
import { SignpostError } from './errors.ts';
import { redact } from './evidence/redact.ts';
import { createLog, type Log } from './log.ts';
import { createMatcher } from './matching/matcher.ts';
import { createOutbox, type Outbox } from './outbox/outbox.ts';
import { checkFacts } from './runbook/check-facts.ts';
import { loadRunbooks } from './runbook/load-runbooks.ts';
import { close, createHttpServer, listen } from './server.ts';
import { openStore, type Store } from './store/open-store.ts';
import type { TicketSystem } from './ticket-systems/ticket-system.ts';
import { createWebhook } from './ticket-systems/webhook.ts';

/** A running Signpost. */
export interface App {
  /** Where it listens, such as `http://127.0.0.1:3978`. */
  readonly url: string;
  readonly desk: Desk;
  readonly outbox: Outbox;
  readonly store: Store;
  readonly world: World;
  /** Takes no new work, finishes turns, sends what can be sent, closes. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

/** What tests put in the place of the real thing. */
export interface AppOverrides {
  readonly log?: Log;
  readonly ticketSystems?: readonly TicketSystem[];
  readonly teams?: TeamsOverrides;
  readonly slack?: SlackOverrides;
}

const ANSWERS_PATIENCE_MS = 5_000;
const DRAIN_PATIENCE_MS = 10_000;
/** Those who wait for the start go first. */
const WARM_UP_AFTER_MS = 500;

/**
 * Starts everything: runbooks, database, outbox, channels, server.
 * @throws SignpostError with every problem of the runbooks or the configuration.
 */
export async function startApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  const { world, store } = await openBoth(config, log);
  try {
    const app = await startOn(store, world, config, log, overrides);
    setTimeout(() => void warmUp(world, log), WARM_UP_AFTER_MS).unref();
    return app;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Side by side: the database takes its time to open, and the runbooks need none of it. */
async function openBoth(config: Config, log: Log): Promise<{ world: World; store: Store }> {
  const refusal = new AbortController();
  const databaseUrl = config.secrets.databaseUrl;
  const opening = openStore({ dataDir: config.dataDir, databaseUrl, log, signal: refusal.signal });
  const loading = loadWorld(config);
  loading.catch(() => refusal.abort());
  const [world, store] = await Promise.allSettled([loading, opening]);
  if (world.status === 'rejected') {
    if (store.status === 'fulfilled') await store.value.close();
    throw world.reason;
  }
  if (store.status === 'rejected') throw store.reason;
  return { world: world.value, store: store.value };
}

/** Runbooks, facts and the matcher: all that a turn may know. */
export async function loadWorld(config: Config): Promise<World> {
  const runbooks = await loadRunbooks(config.dialogsDir);
  const problems = checkFacts(runbooks, config.facts);
  if (problems.length > 0) throw new SignpostError('config', problems.join('\n'));
  const matcher = createMatcher(runbooks);
  return { runbooks: new Map(runbooks.map((each) => [each.id, each])), facts: config.facts, match: matcher.match };
}

async function startOn(store: Store, world: World, config: Config, log: Log, overrides: AppOverrides): Promise<App> {
  const ticketSystems = overrides.ticketSystems ?? systemsOf(config);
  const outbox = await createOutbox({ store, ticketSystems, log });
  const desk = createDesk({ store, outbox, world, log });
  let stopping: Promise<void> | null = null;
  const server = createHttpServer({ ready: () => readiness(store, outbox, stopping !== null) }, log);

  const web = createWebChannel({ config, store, receive: desk.receive, onTurn: desk.onTurn, world, log });
  outbox.register(web.channel);
  if (config.web.enabled) web.mount(server);
  if (config.teams) {
    // Loaded only where it is used: it is half of the process's memory.
    const { createTeamsChannel } = await import('./channels/teams/teams-channel.ts');
    const password = config.secrets.teamsPassword;
    const settings = { config: config.teams, password, receive: desk.receive, log };
    const teams = createTeamsChannel(overrides.teams ? { ...settings, overrides: overrides.teams } : settings);
    outbox.register(teams.channel);
    teams.mount(server);
  }
  const slack = await createSlack(config, { store, receive: desk.receive, log, overrides: overrides.slack });
  if (slack) {
    outbox.register(slack.channel);
    slack.mount(server);
    await slack.start();
  }

  const url = await listen(server, config.host, config.port).catch(async (error: unknown) => {
    await slack?.stop();
    throw error;
  });
  outbox.start();
  log.info(
    {
      url,
      database: store.kind,
      runbooks: world.runbooks.size,
      teams: config.teams !== null,
      slack: config.slack?.transport ?? null,
    },
    'ready',
  );

  const stop = async () => {
    web.close();
    await slack?.stop();
    await close(server, ANSWERS_PATIENCE_MS);
    await slack?.settled();
    await desk.settled();
    await outbox.drain(DRAIN_PATIENCE_MS);
    await store.close();
    log.info('stopped');
  };
  return {
    url,
    desk,
    outbox,
    store,
    world,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function createSlack(
  { slack: config, secrets }: Config,
  rest: Pick<SlackChannelSettings, 'store' | 'receive' | 'log' | 'overrides'>,
): Promise<SlackChannel | null> {
  if (config === null) return null;
  // Loaded only where it is used, like Teams.
  const { createSlackChannel } = await import('./channels/slack/slack-channel.ts');
  return createSlackChannel({ config, secrets: secrets.slack, ...rest });
}

/** What is made at its first use (templates, patterns, indexes) is made now, so that nobody's first turn waits for it. */
async function warmUp(world: World, log: Log): Promise<void> {
  try {
    world.match(redact('nothing in particular').text);
    await prepareCards();
  } catch (error) {
    log.error({ reason: error instanceof Error ? error.message : 'unknown' }, 'a card template is broken');
  }
}

function systemsOf(config: Config): TicketSystem[] {
  const { webhookUrl, secrets } = config;
  return webhookUrl !== null && secrets.webhookSecret !== null
    ? [createWebhook({ url: webhookUrl, secret: secrets.webhookSecret })]
    : [];
}

async function readiness(store: Store, outbox: Outbox, stopping: boolean): Promise<Record<string, string | number>> {
  if (stopping) throw new Error('stopping');
  await store.ready();
  return { database: store.kind, ...(await outbox.health()) };
}
