import type { IncomingMessage } from 'node:http';
import { BodyError, readBody as readRequestBody } from '../../../http/read-body.ts';
import { WebRefusal } from './problem.ts';
import { SLOT_WAIT_SECONDS } from './slots.ts';

/**
 * Reads a request's body, up to a cap in bytes; a longer body isn't held in memory.
 * @param signal Aborts the read in favor of another upload.
 * @throws WebRefusal `too-large`, `too-slow`, `too-fast` if it was aborted, or `invalid` if it
 * breaks off.
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Buffer> {
  try {
    return await readRequestBody(request, maxBytes, signal === undefined ? {} : { signal });
  } catch (error) {
    throw error instanceof BodyError ? refusalOf(error) : error;
  }
}

function refusalOf(error: BodyError): WebRefusal {
  switch (error.problem) {
    case 'too-large':
    case 'too-slow':
      return new WebRefusal(error.problem, { cause: error });
    case 'displaced':
      return new WebRefusal('too-fast', { cause: error, retryAfterSeconds: SLOT_WAIT_SECONDS });
    case 'broken-off':
      return new WebRefusal('invalid', { cause: error });
  }
}
