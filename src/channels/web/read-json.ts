import type { IncomingMessage } from 'node:http';
import { WEB_LIMITS } from './limits.ts';
import { WebRefusal } from './problem.ts';

/**
 * Reads a request's JSON body, up to `bodyBytes`.
 * @throws WebRefusal `too-large`, or `invalid` where it is not JSON in UTF-8 or breaks off.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new WebRefusal('invalid', { cause });
  }
}

/** What lies beyond the cap is read and dropped, so that the answer still reaches the browser. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes <= WEB_LIMITS.bodyBytes) chunks.push(chunk);
      if (bytes > WEB_LIMITS.bodyBytes * 16) break;
    }
  } catch (cause) {
    throw new WebRefusal('invalid', { cause });
  }
  if (bytes > WEB_LIMITS.bodyBytes) throw new WebRefusal('too-large');
  return Buffer.concat(chunks);
}
