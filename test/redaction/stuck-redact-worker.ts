import { parentPort, threadId } from 'node:worker_threads';
import type { RedactJob } from '../../src/redaction/redact-worker.ts';

// Never answers a text that says so; says of others which thread had them.
parentPort?.on('message', ({ texts }: RedactJob) => {
  if (texts.some((text) => text.startsWith('forever'))) for (;;);
  if (texts.some((text) => text.startsWith('exit'))) process.exit(1);
  parentPort?.postMessage(texts.map(() => ({ text: `thread ${threadId}`, masked: [] })));
});
