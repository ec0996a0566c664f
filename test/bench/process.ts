import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabaseUrl } from '../support/postgres.ts';
import { freshPath } from '../support/scratch.ts';
import { startRealProcess } from './real-process.ts';
import { atMost, percentile, type Row } from './row.ts';

const STARTS = 5;
const IDLE_MS = 3_000;

interface TicketState {
  /** From the start of the process until `/readyz` says so. */
  readonly readyMs: number;
  readonly idleMegabytes: number;
}

/** The real process, from its start to ready, and what it holds when it has nothing to do. */
export async function benchProcess(): Promise<Row[]> {
  const dataDir = freshPath();
  const first = await live({ SIGNPOST_DATA_DIR: dataDir });
  const later = await several(() => live({ SIGNPOST_DATA_DIR: dataDir }));
  const databaseUrl = await freshDatabaseUrl();
  const variables = { SIGNPOST_DATA_DIR: freshPath(), DATABASE_URL: databaseUrl };
  await live(variables);
  const postgres = await several(() => live(variables));
  const median = (ticketStates: readonly TicketState[], of: (ticketState: TicketState) => number) =>
    percentile(ticketStates.map(of), 0.5);
  return [
    atMost('start to ready, embedded, first', first.readyMs, 'ms', 6000),
    atMost(
      `start to ready, embedded, on existing data (median of ${STARTS})`,
      median(later, ({ readyMs }) => readyMs),
      'ms',
      1500,
    ),
    atMost(
      `start to ready, PostgreSQL, on existing data (median of ${STARTS})`,
      median(postgres, ({ readyMs }) => readyMs),
      'ms',
      1500,
    ),
    atMost(
      'idle memory, embedded',
      median(later, ({ idleMegabytes }) => idleMegabytes),
      'MB',
      350,
    ),
    atMost(
      'idle memory, PostgreSQL',
      median(postgres, ({ idleMegabytes }) => idleMegabytes),
      'MB',
      180,
    ),
  ];
}

async function several(run: () => Promise<TicketState>): Promise<TicketState[]> {
  const ticketStates: TicketState[] = [];
  for (let count = 0; count < STARTS; count += 1) ticketStates.push(await run());
  return ticketStates;
}

async function live(variables: Readonly<Record<string, string>>): Promise<TicketState> {
  const running = await startRealProcess(variables);
  try {
    await sleep(IDLE_MS);
    return { readyMs: running.readyMs, idleMegabytes: residentMegabytes(running.child.pid ?? 0) };
  } finally {
    await running.stop();
  }
}

/** Linux only; elsewhere 0, and the table says so. */
function residentMegabytes(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
