import type { IncomingMessage } from 'node:http';
import { WEB_LIMITS } from '../limits.ts';
import { WebRefusal } from './problem.ts';
import { readBody } from './read-body.ts';

/**
 * Reads a request's JSON body, up to `bodyBytes`.
 * @param weigh Told its size in bytes before it is parsed; may refuse it.
 * @throws WebRefusal as `readBody` does, or `invalid` where it is not JSON in UTF-8.
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
