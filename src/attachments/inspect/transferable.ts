import { isMarkedAsUntransferable } from 'node:worker_threads';

/**
 * Returns the same bytes in memory of their own, which can be transferred to another thread. Copies
 * them only if they share memory with others; if they don't, the array passed in must not be used
 * after the transfer.
 */
export function transferable(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = content;
  const alone =
    buffer instanceof ArrayBuffer &&
    buffer.byteLength === byteLength &&
    !isMarkedAsUntransferable(buffer);
  return alone ? new Uint8Array(buffer) : new Uint8Array(content);
}
