import type { Server } from 'restify';
import { mountDownloads } from '../attachments/downloads.ts';
import { FILES_PATH } from '../attachments/file-links.ts';
import { prepareCards } from '../cards/requester/render-card.ts';
import type { Config } from '../config/config.ts';
import type { World } from '../conversation/world.ts';
import { createLog, type Log } from '../diagnostics/log.ts';
import type { AgentService } from '../helpdesk/agent-commands/agent-service.ts';
import { startClosing } from '../helpdesk/tickets/closing-schedule.ts';
import type { RequesterService } from '../helpdesk/turns/requester-service.ts';
import { createHostCheck } from '../http/host-check.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type ChannelHealth, createChannelHealth } from '../ports/channel-health.ts';
import { redact } from '../redaction/redact.ts';
import { openStore, type Store } from '../store/store.ts';
import { type Core, type CoreOverrides, type CoreParts, createCore } from './core.ts';
import { createHealth, diskCheck } from './health.ts';
import { type LoadedFiles, loadFiles } from './load-files.ts';
import { close, createHttpServer, expectFreePort, listen, refuseOtherHosts } from './server.ts';
import {
  type ChannelOverrides,
  type StartedChannel,
  servedChannels,
  startChannels,
} from './start-channels.ts';

/** A running Signpost process. */
export interface App {
  /** The address it listens at, such as `http://127.0.0.1:3978`. */
  readonly url: string;
  readonly requesterService: RequesterService;
  readonly agentService: AgentService;
  readonly outbox: Outbox;
  readonly store: Store;
  readonly world: World;
  /**
   * Takes no new work, finishes turns, sends what can be sent, and closes. Further calls wait for
   * the same stop.
   */
  stop(): Promise<void>;
}

/** Replacements that tests inject. */
export interface AppOverrides extends ChannelOverrides, CoreOverrides {
  readonly log?: Log;
}

const ANSWERS_TIMEOUT_MS = 5_000;
const TURNS_TIMEOUT_MS = 10_000;
const DRAIN_TIMEOUT_MS = 10_000;
/** Requests that wait for the start go first. */
const WARM_UP_AFTER_MS = 500;

/**
 * Starts everything: runbooks, database, outbox, channels, server.
 * @throws SignpostError with every problem of the runbooks or the configuration.
 */
export async function startApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  for (const { name, meant } of config.unknownVariables) {
    log.warn(
      { variable: name },
      meant === null
        ? `unknown variable ${name}`
        : `unknown variable ${name}: did you mean ${meant}?`,
    );
  }
  await expectFreePort(config.host, config.port);
  const { loaded, store } = await openBoth(config, log);
  try {
    const app = await startOn({ ...loaded, store, config, log, overrides });
    setTimeout(() => void warmUp(loaded.world, log), WARM_UP_AFTER_MS).unref();
    return app;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Opens the database and loads the files in parallel: the database takes time to open, and the
 * files don't need it.
 */
async function openBoth(config: Config, log: Log): Promise<{ loaded: LoadedFiles; store: Store }> {
  const refusal = new AbortController();
  const databaseUrl = config.secrets.databaseUrl;
  const opening = openStore({
    dataDir: config.dataDir,
    databaseUrl,
    connections: config.databaseConnections,
    log,
    signal: refusal.signal,
    fileDays: config.files.keepDays,
    diskReserveBytes: config.diskReserveBytes,
  });
  const loading = loadFiles(config);
  loading.catch(() => refusal.abort());
  const [loaded, store] = await Promise.allSettled([loading, opening]);
  if (loaded.status === 'rejected') {
    if (store.status === 'fulfilled') await store.value.close();
    throw loaded.reason;
  }
  if (store.status === 'rejected') throw store.reason;
  return { loaded: loaded.value, store: store.value };
}

/** What a process starts with. */
interface StartParts extends CoreParts {
  readonly overrides: AppOverrides;
}

async function startOn(parts: StartParts): Promise<App> {
  const { world, store, config, log } = parts;
  const core = await createCore(parts);
  const { outbox, helpdesk } = core;
  const { requesterService, agentService } = helpdesk;
  const health = createChannelHealth(log);
  let stopping: Promise<void> | null = null;
  const isStopping = () => stopping !== null;
  const server = createServer(parts, { outbox, health, isStopping });
  const ending = new AbortController();
  const channels = await startChannels({
    ...parts,
    helpdesk,
    outbox,
    server,
    health,
    ending: ending.signal,
  });

  const url = await listen(server, config.host, config.port).catch(async (error: unknown) => {
    await channels.stop();
    await helpdesk.inbox.stop(0);
    throw error;
  });
  await helpdesk.adopt();
  outbox.start();
  const stopClosing = startClosing(agentService, config.closeAfterDays, log);
  logReady(parts, url);
  const running = { ...core, ...parts, server, channels, ending, stopClosing };
  return {
    url,
    requesterService,
    agentService,
    outbox,
    store,
    world,
    stop() {
      stopping ??= shutDown(running);
      return stopping;
    },
  };
}

interface ServerParts {
  readonly outbox: Outbox;
  readonly health: ChannelHealth;
  readonly isStopping: () => boolean;
}

/** Creates the server, with the routes that belong to no channel. */
function createServer(
  { store, config, log }: StartParts,
  { outbox, health, isStopping }: ServerParts,
): Server {
  const served = servedChannels(config);
  const checks = [diskCheck(store.disk)];
  const report = createHealth({ store, outbox, channels: health, served, isStopping, checks });
  const server = createHttpServer(report, log);
  const isOurHost = createHostCheck({
    publicUrl: config.publicUrl,
    anyName: config.web.allowRemote,
  });
  refuseOtherHosts(server, ['/healthz', '/readyz', `${FILES_PATH}/:token`], isOurHost);
  mountDownloads(server, { db: store.db, path: FILES_PATH, log });
  return server;
}

function logReady({ world, desks: { desks }, store, config, log }: StartParts, url: string): void {
  const { teams, slack } = config;
  const reached = {
    runbooks: world.runbooks.size,
    teams: teams !== null,
    slack: slack?.transport ?? null,
  };
  log.info({ url, database: store.kind, ...reached, desks: desks.length }, 'server: ready');
}

interface RunningParts extends StartParts, Core {
  readonly server: Server;
  readonly channels: StartedChannel;
  readonly ending: AbortController;
  readonly stopClosing: () => Promise<void>;
}

/** Stops in the order in which work arrives, so that what was begun can be finished. */
async function shutDown(running: RunningParts): Promise<void> {
  const { channels, server, helpdesk, inspector, outbox, store, log } = running;
  await channels.stop();
  await close(server, ANSWERS_TIMEOUT_MS);
  await helpdesk.inbox.stop(TURNS_TIMEOUT_MS);
  await channels.settled();
  await helpdesk.requesterService.settled();
  await inspector.close();
  await running.stopClosing();
  await outbox.drain(DRAIN_TIMEOUT_MS);
  running.ending.abort();
  await outbox.handOver();
  await store.close();
  log.info('server: stopped');
}

/**
 * Creates now what is otherwise created on first use (templates, patterns, indexes), so that no
 * person's first turn waits for it.
 */
async function warmUp(world: World, log: Log): Promise<void> {
  try {
    world.match(redact('nothing in particular').text);
    await prepareCards();
  } catch (error) {
    log.error(
      { reason: error instanceof Error ? error.message : 'unknown' },
      'server: warm-up failed',
    );
  }
}
