import { createInspectThread, type InspectThread, type InspectThreadOptions } from './inspect/inspect-thread.ts';
import { transferable } from './inspect/transferable.ts';
import type { Inspected } from './inspect-file.ts';

/** Looks into files beside everything else, in threads of its own. */
export interface Inspector {
  /**
   * As `inspectFile`. The bytes given are handed over: do not use them any more. Rejects, for this file alone, where it
   * takes too long or breaks the thread that looks into it, and after `close`.
   */
  inspect(content: Uint8Array, name: string): Promise<Inspected>;
  /** Ends the threads; files not looked into by then reject. */
  close(): Promise<void>;
}

export interface InspectorOptions extends Partial<InspectThreadOptions> {
  /** How many files are looked into at once; further ones wait for their turn. */
  readonly threads?: number;
}

const DEFAULTS: InspectThreadOptions = {
  script: new URL('./inspect-worker.ts', import.meta.url),
  limitMs: 20_000,
  restMs: 10_000,
};

/** No thread begins before the first file comes, and none keeps the process from ending once its file is done. */
export function createInspector({ threads: most = 2, ...options }: InspectorOptions = {}): Inspector {
  const threads = Array.from({ length: most }, () => createInspectThread({ ...DEFAULTS, ...options }));
  const free = [...threads];
  const waiting: PromiseWithResolvers<InspectThread>[] = [];
  let closed = false;

  return {
    async inspect(content, name) {
      const job = { content: transferable(content), name };
      const thread = await nextThread();
      try {
        if (closed) throw closedError();
        return await thread.run(job);
      } finally {
        giveBack(thread);
      }
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(closedError());
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };

  async function nextThread(): Promise<InspectThread> {
    // The one that worked last may still be warm.
    const thread = free.pop();
    if (thread !== undefined) return thread;
    const turn = Promise.withResolvers<InspectThread>();
    waiting.push(turn);
    return turn.promise;
  }

  function giveBack(thread: InspectThread): void {
    const next = waiting.shift();
    if (next === undefined) free.push(thread);
    else next.resolve(thread);
  }
}

function closedError(): Error {
  return new Error('files are not looked into any more: it was closed');
}
