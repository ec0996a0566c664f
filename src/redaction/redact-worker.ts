import { parentPort } from 'node:worker_threads';
import { redactLong } from './redact-long.ts';

/**
 * What this thread is sent, one at a time. It answers with a list of `Redacted`, one for each text.
 */
export interface RedactJob {
  readonly texts: readonly string[];
  /** The longest all of them together may take, in ms; what isn't checked by then is withheld. */
  readonly budgetMs: number;
}

parentPort?.on('message', ({ texts, budgetMs }: RedactJob) => {
  const deadline = performance.now() + budgetMs;
  parentPort?.postMessage(
    texts.map((text) => redactLong(text, { budgetMs: deadline - performance.now() })),
  );
});
