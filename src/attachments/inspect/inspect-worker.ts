import { parentPort } from 'node:worker_threads';
import { inspectFile } from './inspect-file.ts';
import { transferable } from './transferable.ts';

/** A file to inspect, sent to this thread one at a time. The thread answers with an `Inspected`. */
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
