import { parentPort } from 'node:worker_threads';
import { inspectFile } from './inspect-file.ts';
import { transferable } from './transferable.ts';

/** What this thread is sent, one at a time: a file to look into. It answers with an `Inspected`. */
export interface InspectJob {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly name: string;
}

parentPort?.on('message', async ({ content, name }: InspectJob) => {
  const inspected = await inspectFile(content, name);
  if (!inspected.ok) return parentPort?.postMessage(inspected);
  const kept = transferable(inspected.content);
  parentPort?.postMessage({ ...inspected, content: kept }, [kept.buffer]);
});
