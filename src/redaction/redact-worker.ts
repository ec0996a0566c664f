import { parentPort } from 'node:worker_threads';
import { redactLong } from './redact-long.ts';
import type { WithheldNote } from './withheld.ts';

/**
 * A job sent to this thread, one at a time. The thread answers with a list of `Redacted`, one per
 * text.
 */
export interface RedactJob {
  readonly texts: readonly string[];
  /** Maximum duration for all texts together, in ms; texts not checked by then are withheld. */
  readonly budgetMs: number;
  readonly notes: readonly WithheldNote[];
}

parentPort?.on('message', ({ texts, budgetMs, notes }: RedactJob) => {
  const deadline = performance.now() + budgetMs;
  parentPort?.postMessage(
    texts.map((text) => redactLong(text, { budgetMs: deadline - performance.now(), notes })),
  );
});
