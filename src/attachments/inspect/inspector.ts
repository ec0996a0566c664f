import { withheldNotes } from '../../redaction/withheld-notes.ts';
import type { Inspected } from './inspect-file.ts';
import {
  createInspectThread,
  type InspectThread,
  type InspectThreadOptions,
} from './inspect-thread.ts';
import { transferable } from './transferable.ts';

/** Inspects files in its own threads, in parallel to everything else. */
export interface Inspector {
  /**
   * Same as `inspectFile`. Takes ownership of the bytes: don't use them afterwards. Rejects, for
   * this file only, if inspection takes too long or crashes the thread, and after `close`.
   */
  inspect(content: Uint8Array, name: string): Promise<Inspected>;
  /** Ends the threads; files not inspected by then reject. */
  close(): Promise<void>;
}

export interface InspectorOptions extends Partial<InspectThreadOptions> {
  /** How many files are inspected at once; others wait. */
  readonly threads?: number;
}

const DEFAULTS: InspectThreadOptions = {
  script: new URL('./inspect-worker.ts', import.meta.url),
  limitMs: 12_000,
  restMs: 10_000,
};

/**
 * Only one thread at a time inspects files larger than this, so that a thread is always available
 * for smaller ones.
 */
const LARGE_BYTES = 2 * 1024 * 1024;

/** A file waiting for a thread. */
interface Waiting extends PromiseWithResolvers<InspectThread> {
  readonly bytes: number;
}

/**
 * Starts no thread before the first file arrives; an idle thread doesn't keep the process alive.
 */
export function createInspector({
  threads: most = 2,
  ...options
}: InspectorOptions = {}): Inspector {
  const threads = Array.from({ length: most }, () =>
    createInspectThread({ ...DEFAULTS, ...options }),
  );
  const free = [...threads];
  const waiting: Waiting[] = [];
  const largeAtOnce = Math.max(1, most - 1);
  let large = 0;
  let closed = false;

  return {
    async inspect(content, name) {
      const job = { content: transferable(content), name, notes: withheldNotes() };
      const bytes = content.length;
      const thread = await nextThread(bytes);
      try {
        if (closed) throw closedError();
        return await thread.run(job);
      } finally {
        giveBack(thread, bytes);
      }
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(closedError());
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };

  async function nextThread(bytes: number): Promise<InspectThread> {
    const turn = { bytes, ...Promise.withResolvers<InspectThread>() };
    waiting.push(turn);
    assign();
    return turn.promise;
  }

  function giveBack(thread: InspectThread, bytes: number): void {
    if (bytes > LARGE_BYTES) large -= 1;
    free.push(thread);
    assign();
  }

  /** Assigns free threads to waiting files, smallest first, so that slow files delay few others. */
  function assign(): void {
    waiting.sort((one, other) => one.bytes - other.bytes);
    while (free.length > 0) {
      const index = waiting.findIndex(({ bytes }) => bytes <= LARGE_BYTES || large < largeAtOnce);
      const [next] = index < 0 ? [] : waiting.splice(index, 1);
      // The most recently used thread may still be warm.
      const thread = next && free.pop();
      if (next === undefined || thread === undefined) return;
      if (next.bytes > LARGE_BYTES) large += 1;
      next.resolve(thread);
    }
  }
}

function closedError(): Error {
  return new Error('files are not looked into any more: it was closed');
}
