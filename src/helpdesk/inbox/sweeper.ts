import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';

export interface SweeperOptions {
  readonly sweep: () => Promise<void>;
  /** Average time between two sweeps. */
  readonly everyMs: number;
  readonly log: Log;
}

/** Sweeps repeatedly, one sweep at a time, at intervals that differ between processes. */
export interface Sweeper {
  start(): void;
  /** Sweeps now, or waits for the running sweep. */
  now(): Promise<void>;
  stop(): Promise<void>;
}

export function createSweeper({ sweep, everyMs, log }: SweeperOptions): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isFailing = false;
  let isStopped = false;

  const now = (): Promise<void> => {
    running ??= sweepOnce().finally(() => {
      running = null;
    });
    return running;
  };
  return {
    start: schedule,
    now,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };

  function schedule(): void {
    if (isStopped) return;
    timer = setTimeout(
      () => void now().then(schedule),
      everyMs * (0.75 + Math.random() / 2),
    ).unref();
  }

  /** Never rejects: after a database failure, it tries again soon. */
  async function sweepOnce(): Promise<void> {
    try {
      await sweep();
      isFailing = false;
    } catch (error) {
      if (!isFailing) log.warn(failureFields(error), 'inbox: sweep failed');
      isFailing = true;
    }
  }
}
