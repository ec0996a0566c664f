import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HTTPReceiver } from '@slack/bolt';
import type { Log } from '../../log.ts';
import { isReadable, isSigned, readVoucher } from './gate.ts';

export interface Endpoint {
  readonly receiver: Pick<HTTPReceiver, 'requestListener'>;
  readonly signingSecret: string;
  readonly now: () => number;
  readonly log: Log;
}

/** Largest request body that is read: real ones are a few KB, forms full of pasted logs some tens. */
const REQUEST_BYTES = 1024 * 1024;

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The body is neither a form nor a JSON object of Slack.',
  401: 'The request carries no valid signature of Slack.',
  413: `Send at most ${REQUEST_BYTES} bytes.`,
};

/** Answers one POST to `/slack/events`: what is signed goes to Bolt. Resolves when it is answered, and never rejects. */
export async function handle(endpoint: Endpoint, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answered = new Promise<void>((resolve) => response.once('close', () => resolve()));
  try {
    const body = await admitted(endpoint, request, response);
    if (body !== null) endpoint.receiver.requestListener(Object.assign(request, { rawBody: body }), response);
  } catch (error) {
    endpoint.log.error({ channel: 'slack', error: error instanceof Error ? error.name : 'unknown' }, 'request failed');
    if (!response.headersSent) {
      // Restify's `writeHead` does not give the response back.
      response.writeHead(500);
      response.end();
    }
  }
  await answered;
}

/** The body of a request that may come in, with which Bolt goes on; null where the request was refused. */
async function admitted(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Buffer | null> {
  const now = endpoint.now();
  const voucher = readVoucher(request.headers, now);
  if (typeof voucher === 'string') return refuse(endpoint, response, 401, voucher);
  const body = await readBody(request);
  if (body === null) return refuse(endpoint, response, 413, 'too large');
  const text = body.toString('utf8');
  if (!isSigned(text, voucher, endpoint.signingSecret, now)) return refuse(endpoint, response, 401, 'wrong signature');
  if (!isReadable(text, request.headers['content-type'])) return refuse(endpoint, response, 400, 'not readable');
  return body;
}

/** Null where there is more than is read. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > REQUEST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function refuse({ log }: Endpoint, response: ServerResponse, status: 400 | 401 | 413, why: string): null {
  log.warn({ channel: 'slack', status, why }, 'request refused');
  const text = JSON.stringify({ error: REFUSALS[status] });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    // What was not read of a refused body must not be taken for the next request.
    connection: 'close',
  });
  response.end(text);
  return null;
}
