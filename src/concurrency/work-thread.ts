import { type Transferable, Worker } from 'node:worker_threads';

/**
 * A thread that does one job at a time: started by the first job, ended after it has been idle for
 * a while.
 */
export interface WorkThread<Job, Result> {
  /**
   * Rejects if the thread breaks or the job takes too long. The thread then ends, and the next job
   * starts a new one.
   */
  run(job: Job, transfer?: readonly Transferable[]): Promise<Result>;
  /** Ends the thread; the job in progress rejects. */
  stop(): Promise<void>;
}

export interface WorkThreadOptions {
  /** The module the thread runs. It answers each message with one message. */
  readonly script: URL;
  /** Shown by debuggers and in the operating system's list of threads. */
  readonly name: string;
  /** The longest a job may take, in ms. */
  readonly limitMs: number;
  /** How long an idle thread is kept, in ms. */
  readonly restMs: number;
  /** The thread, and nothing else, ends if it needs more memory than this. */
  readonly memoryMb: number;
  /** Error messages for when the thread breaks and when a job takes too long. */
  readonly problems: { readonly broken: string; readonly late: string };
}

export function createWorkThread<Job, Result>(options: WorkThreadOptions): WorkThread<Job, Result> {
  let worker: Worker | null = null;
  let rest: NodeJS.Timeout | undefined;
  return { run, stop };

  async function run(job: Job, transfer: readonly Transferable[] = []): Promise<Result> {
    clearTimeout(rest);
    worker ??= begin();
    try {
      const result = await answerOf<Result>(worker, options, (to) =>
        to.postMessage(job, [...transfer]),
      );
      rest = setTimeout(stop, options.restMs).unref();
      return result;
    } catch (error) {
      // Not awaited: an unresponsive thread may not end at once either.
      void stop();
      throw error;
    }
  }

  function begin(): Worker {
    const { script, name, memoryMb } = options;
    // The thread reads untrusted input, so it gets neither the environment nor the flags of this
    // process.
    const begun = new Worker(script, {
      name,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    begun.unref();
    // Without a listener, an error in an idle thread would end the process.
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

async function answerOf<Result>(
  worker: Worker,
  { limitMs, problems }: WorkThreadOptions,
  send: (worker: Worker) => void,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const broken = (cause: unknown) => reject(new Error(problems.broken, { cause }));
  const late = setTimeout(() => reject(new Error(problems.late)), limitMs);
  worker.on('message', resolve).on('error', broken).on('exit', broken);
  // Keeps the process alive while a caller waits for the answer.
  worker.ref();
  try {
    send(worker);
    return await promise;
  } finally {
    worker.unref();
    clearTimeout(late);
    worker.off('message', resolve).off('error', broken).off('exit', broken);
  }
}
