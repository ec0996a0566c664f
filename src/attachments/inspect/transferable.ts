import { isMarkedAsUntransferable } from 'node:worker_threads';

/**
 * The same bytes in memory of their own, which can be handed to another thread. They are copied only where they share
 * their memory with others; where they do not, the one given must not be used any more once that is done.
 */
export function transferable(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = content;
  const alone =
    buffer instanceof ArrayBuffer &&
    buffer.byteLength === byteLength &&
    !isMarkedAsUntransferable(buffer);
  return alone ? new Uint8Array(buffer) : new Uint8Array(content);
}
