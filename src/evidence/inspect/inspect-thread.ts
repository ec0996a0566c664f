import { Worker } from 'node:worker_threads';
import type { Inspected } from '../inspect-file.ts';
import type { InspectJob } from '../inspect-worker.ts';

/** A thread that looks into one file at a time: begun when there is one, ended when there was none for a while. */
export interface InspectThread {
  /** Rejects where the thread breaks off or takes too long; the next file has a new one. */
  run(job: InspectJob): Promise<Inspected>;
  /** Ends the thread; what it was at rejects. */
  stop(): Promise<void>;
}

export interface InspectThreadOptions {
  /** The module the thread runs. */
  readonly script: URL;
  /** The most time for one file, in ms. */
  readonly limitMs: number;
  /** How long the thread is kept without work, in ms. */
  readonly restMs: number;
}

/** A text of 25 MB, with all that is made of it, stays below this; a thread that needs more ends, and nothing else does. */
const MEMORY = { maxOldGenerationSizeMb: 512 };

export function createInspectThread({ script, limitMs, restMs }: InspectThreadOptions): InspectThread {
  let worker: Worker | null = null;
  let rest: NodeJS.Timeout | undefined;
  return { run, stop };

  async function run(job: InspectJob): Promise<Inspected> {
    clearTimeout(rest);
    worker ??= begin();
    try {
      const inspected = await answerOf(worker, job, limitMs);
      rest = setTimeout(stop, restMs).unref();
      return inspected;
    } catch (error) {
      // Nobody waits for its end: what does not come to one may not end at once either.
      void stop();
      throw error;
    }
  }

  function begin(): Worker {
    // It reads what strangers send: it needs neither what the environment tells nor how this process was started.
    const begun = new Worker(script, { name: 'inspector', env: {}, execArgv: [], resourceLimits: MEMORY });
    begun.unref();
    // Without a listener, what goes wrong in a thread that rests would end the process.
    begun.on('error', () => {});
    begun.once('exit', () => {
      if (worker === begun) worker = null;
    });
    return begun;
  }

  async function stop(): Promise<void> {
    clearTimeout(rest);
    const ended = worker;
    worker = null;
    await ended?.terminate();
  }
}

async function answerOf(worker: Worker, job: InspectJob, limitMs: number): Promise<Inspected> {
  const { promise, resolve, reject } = Promise.withResolvers<Inspected>();
  const broken = (cause: unknown) => reject(new Error('the thread that looks into files broke off', { cause }));
  const late = setTimeout(() => reject(new Error(`the file was not looked into within ${limitMs} ms`)), limitMs);
  worker.on('message', resolve).on('error', broken).on('exit', broken);
  // As long as somebody waits for the answer, the process goes on.
  worker.ref();
  try {
    worker.postMessage(job, [job.content.buffer]);
    return await promise;
  } finally {
    worker.unref();
    clearTimeout(late);
    worker.off('message', resolve).off('error', broken).off('exit', broken);
  }
}
