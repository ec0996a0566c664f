import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { SignpostProcessOptions } from './signpost-process.ts';

/** One of several Signposts on the same database. */
export interface Member {
  /** Null while it is down. */
  readonly url: string | null;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Ends it as an operator would. */
  stop(): Promise<void>;
  /** Starts it again; its address is another one. */
  start(): Promise<void>;
}

/** Real Signposts, each in a process of its own, on one database and in front of one Slack. */
export interface Cluster {
  readonly members: readonly Member[];
  /**
   * The address of a running member, chosen at random as a load balancer would. Waits until one
   * runs.
   */
  anyUrl(): Promise<string>;
  /** What was said by each process that ended though nobody ended it. */
  readonly endedByThemselves: readonly string[];
  /** The log lines of all members so far, of level warn and above. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

const LINES_KEPT = 20_000;

/** Starts so many processes at once. */
export async function startCluster(
  size: number,
  options: SignpostProcessOptions,
): Promise<Cluster> {
  const endedByThemselves: string[] = [];
  const log: string[] = [];
  const members = Array.from({ length: size }, (_, index) => createMember(index));
  await Promise.all(members.map((member) => member.start()));
  return {
    members,
    endedByThemselves,
    log,
    async anyUrl() {
      for (;;) {
        const urls = members.flatMap(({ url }) => url ?? []);
        const url = urls[Math.floor(Math.random() * urls.length)];
        if (url !== undefined) return url;
        await new Promise((done) => setTimeout(done, 20));
      }
    },
    async close() {
      await Promise.all(members.map((member) => member.kill()));
    },
  };

  function createMember(index: number): Member {
    let child: ChildProcess | null = null;
    let url: string | null = null;
    return {
      get url() {
        return url;
      },
      kill: () => end((running) => running.kill('SIGKILL')),
      stop: () => end((running) => running.send('stop')),
      async start() {
        const started = fork(
          resolve(import.meta.dirname, 'signpost-process.ts'),
          [JSON.stringify(options)],
          {
            stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
          },
        );
        child = started;
        const said = listenTo(started);
        started.once('exit', (code, signal) => {
          if (child !== started) return;
          child = null;
          url = null;
          endedByThemselves.push(`process ${index} ended with ${code ?? signal}: ${said.join('')}`);
        });
        const [address] = await Promise.race([once(started, 'message'), failOnExit(started, said)]);
        url = String(address);
      },
    };

    async function end(how: (running: ChildProcess) => void): Promise<void> {
      const running = child;
      if (running === null) return;
      // Forgotten first: it does not end by itself then.
      child = null;
      url = null;
      const exited = once(running, 'exit');
      how(running);
      await exited;
    }
  }

  /** Keeps what a process logs; returns what it writes to standard error. */
  function listenTo(child: ChildProcess): string[] {
    const said: string[] = [];
    child.stdout?.on('data', (chunk) => {
      if (log.length < LINES_KEPT) log.push(...String(chunk).trim().split('\n'));
    });
    child.stderr?.on('data', (chunk) => said.push(String(chunk)));
    return said;
  }
}

async function failOnExit(child: ChildProcess, said: readonly string[]): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`Signpost ended with ${code} before it was ready: ${said.join('')}`);
}
