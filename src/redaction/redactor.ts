import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { createWorkThread, type WorkThread } from '../concurrency/work-thread.ts';
import { redact } from './redact.ts';
import type { RedactJob } from './redact-worker.ts';
import { type Redacted, withheld } from './withheld.ts';
import { withheldNotes } from './withheld-notes.ts';

/** Masks secrets in texts without blocking the process, however long or hostile the texts are. */
export interface Redactor {
  /**
   * Masks secrets in the texts of one event: short ones immediately, long ones in a thread. Texts
   * that can't be checked in time are withheld: a note replaces the whole text. Rejects if too many
   * texts are already waiting.
   */
  redactAll(texts: readonly string[]): Promise<readonly Redacted[]>;
  /** Masks secrets in one text, like `redactAll`. */
  redact(text: string): Promise<Redacted>;
  /** Stops the threads. A text being processed in a thread is withheld. */
  close(): Promise<void>;
}

export interface RedactorOptions {
  readonly threads: number;
  /** Maximum duration for the texts of one event, excluding the wait for a thread, in ms. */
  readonly budgetMs: number;
  /**
   * Extra time before a thread is stopped and replaced, in ms: it has to start, and it shares its
   * core.
   */
  readonly graceMs: number;
  /** Maximum number of characters that may wait for a thread. */
  readonly maxWaitingChars: number;
  /** The module that the threads run. */
  readonly script: URL;
}

/**
 * An event's texts are masked in the calling thread up to this many characters in total. That takes
 * 0.3 ms if they are innocent and 5 ms at worst; the round trip to a thread takes 0.1 to 0.3 ms.
 */
const MAX_CHARS_HERE = 2000;
const DEFAULTS: RedactorOptions = {
  // Leave one core free for everything else.
  threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
  budgetMs: 1500,
  graceMs: 5000,
  maxWaitingChars: 32 * 1024 * 1024,
  script: new URL('./redact-worker.ts', import.meta.url),
};

/**
 * Creates a redactor. Its threads start with the first long text and never keep the process alive.
 */
export function createRedactor(options: Partial<RedactorOptions> = {}): Redactor {
  const {
    threads: count,
    budgetMs,
    graceMs,
    maxWaitingChars,
    script,
  } = {
    ...DEFAULTS,
    ...options,
  };
  const threads = Array.from({ length: count }, () => redactionThread(script, budgetMs + graceMs));
  const free = [...threads];
  const limit = pLimit(count);
  let waitingChars = 0;

  return {
    redactAll,
    async redact(text) {
      const [redacted] = await redactAll([text]);
      return redacted ?? withheld(text, withheldNotes());
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
    // Before a thread is taken: one that isn't given back is lost.
    const notes = withheldNotes();
    const thread = free.pop();
    if (thread === undefined) throw new Error('no redaction thread is free');
    try {
      return await thread.run({ texts, budgetMs, notes });
    } catch {
      // The thread ran out of memory or time, which mustn't affect the next event's texts.
      return texts.map((text) => withheld(text, notes));
    } finally {
      free.push(thread);
    }
  }
}

function redactionThread(script: URL, limitMs: number): WorkThread<RedactJob, readonly Redacted[]> {
  return createWorkThread({
    script,
    name: 'redactor',
    limitMs,
    restMs: 60_000,
    memoryMb: 256,
    problems: {
      broken: 'the redaction thread broke',
      late: `not redacted within ${limitMs} ms`,
    },
  });
}

/** Shared by the whole process, because threads and cores are shared too. */
export const redactor: Redactor = createRedactor();
