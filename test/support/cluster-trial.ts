import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../src/store/store.ts';
import { type Cluster, startCluster } from './cluster.ts';
import {
  exactlyOnceProblems,
  replyProblems,
  untilInboxIsEmpty,
  untilOutboxIsEmpty,
} from './cluster-check.ts';
import { type ClusterLoad, startClusterLoad } from './cluster-load.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';
import { type SlackApi, startSlackApi } from './slack-api.ts';
import { silentLog } from './store.ts';
import { until } from './turns.ts';

export interface TrialOptions {
  readonly processes: number;
  readonly pagePeople: number;
  readonly slackPeople: number;
  /** What befalls them, in this order. */
  readonly faults: readonly Fault[];
  /** Longest wait without progress while what is left is done. */
  readonly settleMs: number;
}

/** Something that goes wrong while the cluster is under load. */
export interface Fault {
  readonly name: string;
  happen(on: { readonly server: PostgresServer; readonly cluster: Cluster }): Promise<void>;
}

export interface TrialResult {
  readonly endedByThemselves: readonly string[];
  /** Faults after which nothing was acknowledged any more. */
  readonly stuckAfter: readonly string[];
  readonly exactlyOnceProblems: readonly string[];
  readonly replyProblems: readonly string[];
  readonly load: Pick<ClusterLoad, 'page' | 'slack' | 'sent'>;
}

/** Acknowledgements that have to come between two faults. */
const PROGRESS = 8;
const PROGRESS_MS = 90_000;

export const cut = (times: number): Fault => ({
  name: `every connection cut, ${times} times`,
  async happen({ server }) {
    for (let count = 0; count < times; count += 1) {
      await server.terminateConnections();
      await sleep(250);
    }
  },
});

export const outage = (mode: 'fast' | 'immediate', forMs: number): Fault => ({
  name: `server ${mode === 'fast' ? 'stopped' : 'crashed'}, back after ${forMs / 1000} s`,
  async happen({ server }) {
    await server.stop(mode);
    await sleep(forMs);
    await server.start();
  },
});

export const freeze = (forMs: number): Fault => ({
  name: `server frozen for ${forMs / 1000} s`,
  async happen({ server }) {
    server.freeze();
    await sleep(forMs);
    server.thaw();
  },
});

export const killProcess = (index: number): Fault => ({
  name: `process ${index} killed and started again`,
  async happen({ cluster }) {
    await cluster.members[index]?.kill();
    await cluster.members[index]?.start();
  },
});

/**
 * Runs a cluster on a PostgreSQL of its own through faults under load, and checks what became of
 * what was sent.
 */
export async function runTrial(options: TrialOptions): Promise<TrialResult> {
  const [server, api] = await Promise.all([startPostgresServer(), startSlackApi()]);
  const databaseUrl = await server.createDatabase();
  const cluster = await startCluster(options.processes, {
    slackApiUrl: api.url,
    variables: { DATABASE_URL: databaseUrl },
  });
  try {
    const load = await startClusterLoad({ ...options, cluster, api });
    const stuckAfter = await sufferAll(options.faults, load, { server, cluster });
    await load.finish();
    const problems = await problemsIn(databaseUrl, load, options.settleMs);
    return { ...problems, stuckAfter, endedByThemselves: [...cluster.endedByThemselves], load };
  } finally {
    await closeAll(cluster, api, server);
  }
}

async function sufferAll(
  faults: readonly Fault[],
  load: ClusterLoad,
  on: Parameters<Fault['happen']>[0],
): Promise<string[]> {
  const stuckAfter: string[] = [];
  if (!(await goesOn(load))) stuckAfter.push('the start');
  for (const fault of faults) {
    await fault.happen(on);
    if (!(await goesOn(load))) stuckAfter.push(fault.name);
  }
  return stuckAfter;
}

/** Waits until more was acknowledged on the page and in Slack. */
async function goesOn({ page, slack }: ClusterLoad): Promise<boolean> {
  const wanted = { page: page.acknowledged + PROGRESS, slack: slack.acknowledged + PROGRESS };
  return until(
    () => page.acknowledged >= wanted.page && slack.acknowledged >= wanted.slack,
    PROGRESS_MS,
  ).then(
    () => true,
    () => false,
  );
}

async function problemsIn(databaseUrl: string, { sent }: ClusterLoad, settleMs: number) {
  const store = await openStore({ dataDir: '', databaseUrl, log: silentLog, connections: 3 });
  try {
    const late: string[] = [];
    await untilInboxIsEmpty(store.db, settleMs).catch(() => late.push('the inbox is not empty'));
    await untilOutboxIsEmpty(store.db, settleMs).catch(() => late.push('the outbox is not empty'));
    return {
      exactlyOnceProblems: await exactlyOnceProblems(store.db, sent),
      replyProblems: [...late, ...(await replyProblems(store.db, sent))],
    };
  } finally {
    await store.close();
  }
}

async function closeAll(cluster: Cluster, api: SlackApi, server: PostgresServer): Promise<void> {
  server.thaw();
  await cluster.close();
  await api.close();
  await server.close();
}
