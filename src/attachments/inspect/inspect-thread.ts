import { createWorkThread } from '../../concurrency/work-thread.ts';
import type { Inspected } from './inspect-file.ts';
import type { InspectJob } from './inspect-worker.ts';

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
const MEMORY_MB = 512;

export function createInspectThread({
  script,
  limitMs,
  restMs,
}: InspectThreadOptions): InspectThread {
  const thread = createWorkThread<InspectJob, Inspected>({
    script,
    limitMs,
    restMs,
    name: 'inspector',
    memoryMb: MEMORY_MB,
    problems: {
      broken: 'the thread that looks into files broke off',
      late: `the file was not looked into within ${limitMs} ms`,
    },
  });
  return { run: (job) => thread.run(job, [job.content.buffer]), stop: thread.stop };
}
