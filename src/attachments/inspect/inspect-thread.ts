import { createWorkThread } from '../../concurrency/work-thread.ts';
import type { Inspected } from './inspect-file.ts';
import type { InspectJob } from './inspect-worker.ts';

/**
 * A thread that inspects one file at a time: started for the first file, ended after being idle for
 * a while.
 */
export interface InspectThread {
  /** Rejects if the thread crashes or takes too long; the next file gets a new thread. */
  run(job: InspectJob): Promise<Inspected>;
  /** Ends the thread; its current job rejects. */
  stop(): Promise<void>;
}

export interface InspectThreadOptions {
  /** The module the thread runs. */
  readonly script: URL;
  /** Maximum time per file, in ms. */
  readonly limitMs: number;
  /** How long an idle thread stays alive, in ms. */
  readonly restMs: number;
}

/**
 * A text of 25 MB, with everything derived from it, stays below this; a thread that needs more ends
 * without affecting anything else.
 */
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
