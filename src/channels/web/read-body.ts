import type { IncomingMessage } from 'node:http';
import { WebRefusal } from './problem.ts';

/** How many times the cap is read and dropped at most, so that the answer still reaches the browser. */
const DROPPED = 16;

/**
 * Reads a request's body, up to a cap in bytes; of what is longer nothing is held.
 * @throws WebRefusal `too-large`, or `invalid` where it breaks off.
 */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else chunks = [];
      if (bytes > mostBytes * DROPPED) break;
    }
  } catch (cause) {
    throw new WebRefusal('invalid', { cause });
  }
  if (bytes > mostBytes) throw new WebRefusal('too-large');
  return Buffer.concat(chunks);
}
