import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import packageJson from '../../package.json' with { type: 'json' };
import { send } from '../channels/web/page-client.ts';
import { inherited } from '../support/inherited.ts';

const root = resolve(import.meta.dirname, '../..');
/** What `npm start` gives to node. */
const [, ...START] = packageJson.scripts.start.split(' ');

/** Signpost as `npm start` runs it, in a process of its own. */
export interface RealProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** From the start of the process until `/readyz` says so. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

export async function startRealProcess(
  variables: Readonly<Record<string, string>>,
): Promise<RealProcess> {
  const port = String(20_000 + Math.floor(Math.random() * 10_000));
  const url = `http://127.0.0.1:${port}`;
  const env = { ...inherited(), PORT: port, SIGNPOST_LOG_LEVEL: 'warn', ...variables };
  const started = performance.now();
  const child = spawn(process.execPath, START, { cwd: root, env, stdio: 'ignore' });
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  try {
    await untilReady(`${url}/readyz`, child);
    return { url, child, readyMs: performance.now() - started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (child.exitCode !== null) throw new Error('It ended before it was ready.');
    const answer = await send(url, 'GET').catch(() => null);
    if (answer?.status === 200) return;
    await sleep(25);
  }
  throw new Error('It did not become ready.');
}
