import { mountDownloads } from '../attachments/downloads.ts';
import { createFileLinks, FILES_PATH } from '../attachments/file-links.ts';
import { createInspector } from '../attachments/inspect/inspector.ts';
import { createFileKeeper } from '../attachments/keep-files.ts';
import { prepareCards } from '../cards/requester/render-card.ts';
import type { Config } from '../config/config.ts';
import type { ChannelName } from '../conversation/event.ts';
import type { World } from '../conversation/world.ts';
import { SignpostError } from '../diagnostics/errors.ts';
import { createLog, type Log } from '../diagnostics/log.ts';
import type { AgentService } from '../helpdesk/agent-commands/agent-service.ts';
import { createHelpdesk } from '../helpdesk/helpdesk.ts';
import { createInbox, type InboxOptions } from '../helpdesk/inbox/inbox.ts';
import type { DesksFile } from '../helpdesk/routing/desks-file.ts';
import { loadDesks } from '../helpdesk/routing/load-desks.ts';
import { startClosing } from '../helpdesk/tickets/closing-schedule.ts';
import type { RequesterService } from '../helpdesk/turns/requester-service.ts';
import { createHostCheck } from '../http/host-check.ts';
import { loadLanguages } from '../i18n/languages.ts';
import { createMatcher } from '../matching/matcher.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import { createChannelHealth } from '../ports/channel-health.ts';
import { redact } from '../redaction/redact.ts';
import { checkFacts } from '../runbook/check-facts.ts';
import { loadRunbooks } from '../runbook/load-runbooks.ts';
import { openStore, type Store } from '../store/store.ts';
import type { TicketSystem } from '../ticket-systems/ticket-system.ts';
import { createWebhook } from '../ticket-systems/webhook.ts';
import { createHealth, diskCheck } from './health.ts';
import { close, createHttpServer, expectFreePort, listen, refuseOtherHosts } from './server.ts';
import { type ChannelOverrides, startChannels } from './start-channels.ts';

/** A running Signpost process. */
export interface App {
  /** The address it listens at, such as `http://127.0.0.1:3978`. */
  readonly url: string;
  readonly desk: RequesterService;
  readonly agentDesk: AgentService;
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
export interface AppOverrides extends ChannelOverrides {
  readonly log?: Log;
  readonly ticketSystems?: readonly TicketSystem[];
  readonly inbox?: Pick<InboxOptions, 'retryAfterMs' | 'leaseMs' | 'settleMs'>;
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
    const app = await startOn(loaded, store, config, log, overrides);
    setTimeout(() => void warmUp(loaded.world, log), WARM_UP_AFTER_MS).unref();
    return app;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Everything that is read from files. */
interface Loaded {
  readonly world: World;
  readonly desks: DesksFile;
}

/**
 * Opens the database and loads the files in parallel: the database takes time to open, and the
 * files don't need it.
 */
async function openBoth(config: Config, log: Log): Promise<{ loaded: Loaded; store: Store }> {
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
  const loading = load(config);
  loading.catch(() => refusal.abort());
  const [loaded, store] = await Promise.allSettled([loading, opening]);
  if (loaded.status === 'rejected') {
    if (store.status === 'fulfilled') await store.value.close();
    throw loaded.reason;
  }
  if (store.status === 'rejected') throw store.reason;
  return { loaded: loaded.value, store: store.value };
}

async function load(config: Config): Promise<Loaded> {
  loadLanguages(config.languagesDir);
  // Loads both, so that the problems of both are reported together.
  const [desks, world] = await Promise.allSettled([loadDesks(config), loadWorld(config)]);
  if (desks.status === 'fulfilled' && world.status === 'fulfilled')
    return { world: world.value, desks: desks.value };
  throw together(
    [desks, world].flatMap((each) => (each.status === 'rejected' ? [each.reason] : [])),
  );
}

/** Merges several refusals into one; any other error comes first, unchanged. */
function together(reasons: readonly unknown[]): unknown {
  const refusals = reasons.filter((reason) => reason instanceof SignpostError);
  const [first] = refusals;
  if (refusals.length < reasons.length || first === undefined)
    return reasons.find((reason) => !(reason instanceof SignpostError));
  return refusals.length === 1
    ? first
    : new SignpostError(first.code, refusals.map(({ message }) => message).join('\n'));
}

/** Loads runbooks, facts and the matcher: everything a turn may know. */
export async function loadWorld(config: Config): Promise<World> {
  const runbooks = await loadRunbooks(config.dialogsDir);
  const problems = checkFacts(runbooks, config.facts);
  if (problems.length > 0) throw new SignpostError('config', problems.join('\n'));
  const matcher = createMatcher(runbooks);
  return {
    runbooks: new Map(runbooks.map((each) => [each.id, each])),
    facts: config.facts,
    match: matcher.match,
  };
}

async function startOn(
  loaded: Loaded,
  store: Store,
  config: Config,
  log: Log,
  overrides: AppOverrides,
): Promise<App> {
  const { world, desks } = loaded;
  const ticketSystems = overrides.ticketSystems ?? systemsOf(config);
  const outbox = await createOutbox({ store, ticketSystems, log });
  const inspector = createInspector();
  const { maxBytes } = config.files;
  const files = createFileKeeper({
    db: store.db,
    disk: store.disk,
    inspector,
    maxBytes: maxBytes,
    log,
  });
  const fileLinks = createFileLinks(store.db, config.publicUrl);
  const inbox = createInbox({ store, log, ...overrides.inbox });
  const helpdesk = createHelpdesk({
    store,
    outbox,
    world,
    settings: desks,
    files,
    fileLinks,
    log,
    inbox,
  });
  const { requesterService: desk, agentService: agentDesk } = helpdesk;
  const health = createChannelHealth(log);
  let stopping: Promise<void> | null = null;
  const isStopping = () => stopping !== null;
  const checks = [diskCheck(store.disk)];
  const checked = { store, outbox, channels: health, served: servedBy(config), isStopping, checks };
  const server = createHttpServer(createHealth(checked), log);
  const isOurHost = createHostCheck({
    publicUrl: config.publicUrl,
    anyName: config.web.allowRemote,
  });
  refuseOtherHosts(server, ['/healthz', '/readyz', `${FILES_PATH}/:token`], isOurHost);
  mountDownloads(server, { db: store.db, path: FILES_PATH, log });
  const ending = new AbortController();
  const parts = { config, helpdesk, outbox, server, store, world, health, log, overrides };
  const channels = await startChannels({ ...parts, ending: ending.signal });

  const url = await listen(server, config.host, config.port).catch(async (error: unknown) => {
    await channels.stop();
    await inbox.stop(0);
    throw error;
  });
  await helpdesk.adopt();
  outbox.start();
  const stopClosing = startClosing(agentDesk, config.closeAfterDays, log);
  const { teams, slack } = config;
  const reached = {
    runbooks: world.runbooks.size,
    teams: teams !== null,
    slack: slack?.transport ?? null,
  };
  log.info({ url, database: store.kind, ...reached, desks: desks.desks.length }, 'server: ready');

  const stop = async () => {
    await channels.stop();
    await close(server, ANSWERS_TIMEOUT_MS);
    await helpdesk.inbox.stop(TURNS_TIMEOUT_MS);
    await channels.settled();
    await desk.settled();
    await inspector.close();
    await stopClosing();
    await outbox.drain(DRAIN_TIMEOUT_MS);
    ending.abort();
    await outbox.handOver();
    await store.close();
    log.info('server: stopped');
  };
  return {
    url,
    desk,
    agentDesk,
    outbox,
    store,
    world,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
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

function servedBy({ web, teams, slack }: Config): ChannelName[] {
  const served: ChannelName[] = web.enabled ? ['web'] : [];
  if (teams !== null) served.push('teams');
  if (slack !== null) served.push('slack');
  return served;
}

function systemsOf(config: Config): TicketSystem[] {
  const { webhookUrl, secrets } = config;
  return webhookUrl !== null && secrets.webhookSecret !== null
    ? [createWebhook({ url: webhookUrl, secret: secrets.webhookSecret })]
    : [];
}
