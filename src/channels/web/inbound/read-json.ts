import type { IncomingMessage } from 'node:http';
import { WEB_LIMITS } from '../limits.ts';
import { WebRefusal } from './problem.ts';
import { readBody } from './read-body.ts';

/**
 * Reads a request's JSON body, up to `bodyBytes`.
 * @param weigh Called with its size in bytes before parsing; may refuse it.
 * @throws WebRefusal as `readBody` does, or `invalid` if it isn't JSON in UTF-8.
 */
export async function readJson(
  request: IncomingMessage,
  weigh: (bytes: number) => void = () => {},
): Promise<unknown> {
  const body = await readBody(request, WEB_LIMITS.bodyBytes);
  weigh(body.length);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new WebRefusal('invalid', { cause });
  }
}
