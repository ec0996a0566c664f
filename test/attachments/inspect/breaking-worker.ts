import { parentPort } from 'node:worker_threads';
import { inspectFile } from '../../../src/attachments/inspect/inspect-file.ts';
import type { InspectJob } from '../../../src/attachments/inspect/inspect-worker.ts';

// Breaks as its file tells it to.
parentPort?.on('message', async ({ content, name }: InspectJob) => {
  if (name === 'throws.log') throw new Error('thrown in the thread');
  if (name === 'exits.log') process.exit(0);
  if (name === 'never.log') for (;;);
  parentPort?.postMessage(await inspectFile(content, name));
});
