import { parentPort, threadId } from 'node:worker_threads';
import type { InspectJob } from '../../../src/attachments/inspect/inspect-worker.ts';

// Says of each file which thread had it.
parentPort?.on('message', ({ content }: InspectJob) => {
  parentPort?.postMessage({
    ok: true,
    type: `thread ${threadId}`,
    content,
    sha256: '',
    masked: [],
  });
});
