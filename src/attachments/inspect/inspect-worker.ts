import { parentPort } from 'node:worker_threads';
import type { WithheldNote } from '../../redaction/withheld.ts';
import { inspectFile } from './inspect-file.ts';
import { transferable } from './transferable.ts';

/** A file to inspect, sent to this thread one at a time. The thread answers with an `Inspected`. */
export interface InspectJob {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly name: string;
  /** What replaces the part of a text that couldn't be checked. */
  readonly notes?: readonly WithheldNote[];
}

parentPort?.on('message', async ({ content, name, notes }: InspectJob) => {
  const inspected = await inspectFile(content, name, notes);
  if (!inspected.ok) return parentPort?.postMessage(inspected);
  const kept = transferable(inspected.content);
  parentPort?.postMessage({ ...inspected, content: kept }, [kept.buffer]);
});
