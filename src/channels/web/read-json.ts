import type { IncomingMessage } from 'node:http';
import { WEB_LIMITS } from './limits.ts';
import { WebRefusal } from './problem.ts';
import { readBody } from './read-body.ts';

/**
 * Reads a request's JSON body, up to `bodyBytes`.
 * @throws WebRefusal `too-large`, or `invalid` where it is not JSON in UTF-8 or breaks off.
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, WEB_LIMITS.bodyBytes);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new WebRefusal('invalid', { cause });
  }
}
