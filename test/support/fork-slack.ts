import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { SlackApi } from './slack-api.ts';

/** A Signpost in a process of its own. */
export interface ForkedSignpost {
  readonly url: string;
  stop(): Promise<void>;
  /** As a power cut would end it. */
  kill(): Promise<void>;
}

/** Starts one on a data folder, in front of a Slack on loopback. */
export async function forkSignpost(api: SlackApi, dataDir: string): Promise<ForkedSignpost> {
  const child: ChildProcess = fork(resolve(import.meta.dirname, 'slack-process.ts'), [
    api.url,
    dataDir,
  ]);
  const [url] = await Promise.race([once(child, 'message'), died(child)]);
  const end = async (how: () => void) => {
    const exit = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    how();
    await exit;
  };
  return {
    url: String(url),
    stop: () => end(() => child.send('stop')),
    kill: () => end(() => child.kill('SIGKILL')),
  };
}

async function died(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error('Signpost ended before it was ready.');
}
