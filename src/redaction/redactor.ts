import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { createWorkThread } from '../concurrency/work-thread.ts';
import { redact } from './redact.ts';
import type { RedactJob } from './redact-worker.ts';
import { type Redacted, withheld } from './withheld.ts';

/** Masks secrets in texts without holding up the process, however long or hostile they are. */
export interface Redactor {
  /**
   * Masks secrets in the texts of one event. Short ones are done at once, long ones in a thread.
   * What can't be checked in time is withheld: replaced as a whole by a note that says so. Rejects
   * if too many texts are waiting already.
   */
  redactAll(texts: readonly string[]): Promise<readonly Redacted[]>;
  /** The same for one text. */
  redact(text: string): Promise<Redacted>;
  /** Ends the threads. A text that is in one is withheld. */
  close(): Promise<void>;
}

export interface RedactorOptions {
  readonly threads: number;
  /** The longest the texts of one event may take, not counting the wait for a thread, in ms. */
  readonly budgetMs: number;
  /**
   * How much longer a thread may take before it is ended and replaced, in ms: it has to start, and
   * shares its core.
   */
  readonly graceMs: number;
  /** The most characters that may wait for a thread. */
  readonly maxWaitingChars: number;
  /** The module the threads run. */
  readonly script: URL;
}

/**
 * Texts of an event up to this many characters in all are masked where they are: 0.3 ms if they are
 * innocent and 5 ms at worst, where handing them to a thread and back takes 0.1 to 0.3 ms.
 */
const MAX_CHARS_HERE = 2000;
const DEFAULTS: RedactorOptions = {
  // One core stays free for everything else.
  threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
  budgetMs: 1500,
  graceMs: 5000,
  maxWaitingChars: 32 * 1024 * 1024,
  script: new URL('./redact-worker.ts', import.meta.url),
};

/** The threads start with the first long text, and never keep the process from ending. */
export function createRedactor(options: Partial<RedactorOptions> = {}): Redactor {
  const {
    threads: count,
    budgetMs,
    graceMs,
    maxWaitingChars,
    script,
  } = { ...DEFAULTS, ...options };
  const limitMs = budgetMs + graceMs;
  const problems = {
    broken: 'the redaction thread broke',
    late: `not redacted within ${limitMs} ms`,
  };
  const threads = Array.from({ length: count }, () =>
    createWorkThread<RedactJob, readonly Redacted[]>({
      script,
      name: 'redactor',
      limitMs,
      restMs: 60_000,
      memoryMb: 256,
      problems,
    }),
  );
  const free = [...threads];
  const limit = pLimit(count);
  let waitingChars = 0;

  return {
    redactAll,
    async redact(text) {
      const [redacted] = await redactAll([text]);
      return redacted ?? withheld(text);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.stop()));
    },
  };

  async function redactAll(texts: readonly string[]): Promise<readonly Redacted[]> {
    const chars = texts.reduce((sum, text) => sum + text.length, 0);
    if (chars <= MAX_CHARS_HERE) return texts.map(redact);
    if (waitingChars + chars > maxWaitingChars)
      throw new Error('too many texts wait to be checked for secrets');
    waitingChars += chars;
    try {
      return await limit(() => inThread(texts));
    } finally {
      waitingChars -= chars;
    }
  }

  async function inThread(texts: readonly string[]): Promise<readonly Redacted[]> {
    const thread = free.pop();
    if (thread === undefined) throw new Error('no redaction thread is free');
    try {
      return await thread.run({ texts, budgetMs });
    } catch {
      // The thread ran out of memory or time, which the next event's texts shouldn't suffer from.
      return texts.map(withheld);
    } finally {
      free.push(thread);
    }
  }
}

/** Shared by the whole process, because threads and cores are. */
export const redactor: Redactor = createRedactor();
