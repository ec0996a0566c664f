/**
 * A real PostgreSQL out of npm that a test can stop, start and freeze. Ends with this process at
 * the latest.
 */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { installPostgres, type ServerFolders } from './postgres-install.ts';
import { scratch } from './scratch.ts';

const PASSWORD = 'only-for-tests';
const START_TIMEOUT_MS = 20_000;

/** Reachable from this machine alone, and small. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=32MB',
  'log_min_messages=fatal',
];

/** For scratch data: speed over safety. A crash of the server may lose its last commits. */
export const SCRATCH_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export interface PostgresServer {
  readonly port: number;
  /** Creates an empty database; returns its address. */
  createDatabase(): Promise<string>;
  /** Runs one statement as the superuser in the database `postgres`. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Cuts every connection of a database except the one that asks. Returns how many. */
  terminateConnections(): Promise<number>;
  /** `fast` shuts down in order; `immediate` is a crash, recovered from at the next start. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Starts again on the same port and data. */
  start(): Promise<void>;
  /**
   * Stops every process of the server in its tracks: connections stay open, nothing is answered.
   */
  freeze(): void;
  thaw(): void;
  /** Ends the server for good. */
  close(): Promise<void>;
}

/** Creates and starts a server. Without `settings` commits are durable, as in production. */
export async function startPostgresServer(
  settings: readonly string[] = [],
): Promise<PostgresServer> {
  const home = mkdtempSync(join(tmpdir(), 'signpost-postgres-'));
  const data = mkdtempSync(join(scratch(), 'signpost-postgres-data-'));
  const folders = { home, data };
  const remove = () => {
    for (const folder of [home, data]) rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  const { program, options } = await installPostgres(folders, PASSWORD);
  const port = await freePort();
  let child = await run(program, folders, port, settings, options);
  process.once('exit', () => child.kill('SIGQUIT'));
  return {
    port,
    async createDatabase() {
      const name = `signpost_${nextDatabase()}`;
      await queryOnce(port, `create database ${name}`);
      return addressOf(port, name);
    },
    query: (sql, values) => queryOnce(port, sql, values),
    async terminateConnections() {
      const rows = await queryOnce(
        port,
        "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
      );
      return rows.length;
    },
    stop: (mode) => stopServer(child, mode),
    async start() {
      child = await run(program, folders, port, settings, options);
    },
    freeze: () => signalAll(child, 'SIGSTOP'),
    thaw: () => signalAll(child, 'SIGCONT'),
    async close() {
      if (child.exitCode === null && child.signalCode === null)
        await stopServer(child, 'immediate');
      remove();
    },
  };
}

let databases = 0;

function nextDatabase(): number {
  databases += 1;
  return databases;
}

function addressOf(port: number, database: string): string {
  return `postgres://signpost:${PASSWORD}@127.0.0.1:${port}/${database}`;
}

async function queryOnce(port: number, sql: string, values: readonly unknown[] = []) {
  const client = new Client({ connectionString: addressOf(port, 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

async function stopServer(child: ChildProcess, mode: 'fast' | 'immediate'): Promise<void> {
  const exited = once(child, 'exit');
  child.ref();
  child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  await exited;
}

/** The postmaster and its children: each connection has a process of its own. */
function signalAll(child: ChildProcess, signal: 'SIGSTOP' | 'SIGCONT'): void {
  const parent = child.pid ?? 0;
  // The postmaster first, so that it starts no more children meanwhile.
  for (const pid of [parent, ...childrenOf(parent)]) signalOne(pid, signal);
}

function signalOne(pid: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // That connection has just ended.
  }
}

/** Linux only, where the suites that freeze a server run. */
function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number);
}

function parentOf(pid: string): number | null {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    // It ended while we looked.
    return null;
  }
}

/** Starts the server and resolves when it answers. It does not keep this process alive. */
async function run(
  program: string,
  { home, data }: ServerFolders,
  port: number,
  settings: readonly string[],
  options: SpawnOptions,
): Promise<ChildProcess> {
  const log = join(home, 'log');
  const flags = [...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]);
  const child = spawn(program, ['-D', data, '-p', String(port), ...flags], {
    ...options,
    stdio: ['ignore', 'ignore', openSync(log, 'a')],
  });
  child.unref();
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`PostgreSQL ended with ${code}: ${readFileSync(log, 'utf8')}`)),
    );
  });
  ended.catch(() => {});
  await Promise.race([ended, untilAnswered(port)]);
  return child;
}

async function untilAnswered(port: number): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await queryOnce(port, 'select 1');
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const bound = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (bound === null || typeof bound === 'string') throw new Error('No port was given.');
  return bound.port;
}
