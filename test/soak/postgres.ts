import { setTimeout as sleep } from 'node:timers/promises';
import { startCluster } from '../support/cluster.ts';
import { startClusterLoad } from '../support/cluster-load.ts';
import {
  cut,
  type Fault,
  freeze,
  killProcess,
  outage,
  runTrial,
} from '../support/cluster-trial.ts';
import { startPostgresServer } from '../support/postgres-server.ts';
import { startSlackApi } from '../support/slack-api.ts';

const ROUND: readonly Fault[] = [
  cut(5),
  outage('fast', 0),
  killProcess(0),
  outage('fast', 12_000),
  killProcess(1),
  outage('immediate', 1_000),
  freeze(20_000),
  killProcess(2),
];
const ROUNDS = 3;
const PROCESSES = 10;
const MEASURED_MS = 20_000;

/**
 * Three processes through every fault several times; then ten processes on a server as it comes.
 */
export async function soak(): Promise<void> {
  await suffer();
  await countConnections();
}

async function suffer(): Promise<void> {
  const faults = Array.from({ length: ROUNDS }, () => ROUND).flat();
  const result = await runTrial({
    processes: 3,
    pagePeople: 8,
    slackPeople: 12,
    faults,
    settleMs: 300_000,
  });
  const { page, slack, sent } = result.load;
  console.table({
    faults: faults.length,
    'acknowledged on the page': page.acknowledged,
    'acknowledged in Slack': slack.acknowledged,
    'tickets filed': sent.reduce((sum, { tickets }) => sum + tickets, 0),
    'refused with 503': (page.answers.get(503) ?? 0) + (slack.answers.get(503) ?? 0),
    'processes that ended by themselves': result.endedByThemselves.length,
    'faults it did not recover from': result.stuckAfter.length,
    'conversations not exactly once': result.exactlyOnceProblems.length,
    'conversations not answered exactly': result.replyProblems.length,
  });
  const problems = [
    ...result.endedByThemselves,
    ...result.stuckAfter,
    ...result.exactlyOnceProblems,
    ...result.replyProblems,
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** A default PostgreSQL has 100 connections, 3 of them reserved. */
async function countConnections(): Promise<void> {
  const [server, api] = await Promise.all([startPostgresServer(), startSlackApi()]);
  const variables = { DATABASE_URL: await server.createDatabase() };
  const cluster = await startCluster(PROCESSES, { slackApiUrl: api.url, variables });
  const load = await startClusterLoad({ cluster, api, pagePeople: 10, slackPeople: 10 });
  let most = 0;
  const end = Date.now() + MEASURED_MS;
  while (Date.now() < end) {
    const [row] = await server.query(
      "select count(*)::int as count from pg_stat_activity where application_name like 'signpost%'",
    );
    most = Math.max(most, Number(row?.count));
    await sleep(100);
  }
  await load.finish();
  const refused = [...load.page.answers, ...load.slack.answers].filter(
    ([answer]) => answer !== 200 && answer !== 429,
  );
  console.table({
    processes: PROCESSES,
    'most connections at once': most,
    acknowledged: load.page.acknowledged + load.slack.acknowledged,
    refused: refused.reduce((sum, [, count]) => sum + count, 0),
  });
  await cluster.close();
  await api.close();
  await server.close();
  if (most > PROCESSES * 5) throw new Error(`${PROCESSES} processes opened ${most} connections.`);
}
