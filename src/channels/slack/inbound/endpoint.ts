import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HTTPReceiver } from '@slack/bolt';
import type { Log } from '../../../diagnostics/log.ts';
import { BodyError, type BodyProblem, readBody } from '../../../http/read-body.ts';
import { isReadable, isSigned, readSignature } from '../auth/verify-request.ts';

export interface Endpoint {
  readonly receiver: Pick<HTTPReceiver, 'requestListener'>;
  readonly signingSecret: string;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * Maximum size of a request body: real ones are a few KB, forms full of pasted logs a few tens of
 * KB.
 */
const REQUEST_BYTES = 1024 * 1024;

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The body was cut off; send it again.',
  401: 'The request carries no valid signature of Slack.',
  408: 'The body came too slowly; send it again.',
  413: `Send at most ${REQUEST_BYTES} bytes.`,
};

/**
 * Answers one POST to `/slack/events` and passes signed requests to Bolt. Resolves when the request
 * is answered, and never rejects.
 */
export async function handleRequest(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answered = new Promise<void>((resolve) => response.once('close', () => resolve()));
  try {
    const body = await admitted(endpoint, request, response);
    if (body !== null)
      endpoint.receiver.requestListener(Object.assign(request, { rawBody: body }), response);
  } catch (error) {
    endpoint.log.error(
      { channel: 'slack', error: error instanceof Error ? error.name : 'unknown' },
      'server: request failed',
    );
    if (!response.headersSent) {
      // Restify's `writeHead` doesn't return the response.
      response.writeHead(500);
      response.end();
    }
  }
  await answered;
}

/** Returns the body of an accepted request for Bolt, or null if the request was refused. */
async function admitted(
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Buffer | null> {
  const now = endpoint.now();
  const signature = readSignature(request.headers, now);
  if (typeof signature === 'string') return refuse(endpoint, response, 401, signature);
  const body = await readBody(request, REQUEST_BYTES).catch((error: unknown) => {
    if (error instanceof BodyError) return error.problem;
    throw error;
  });
  if (typeof body === 'string')
    return refuse(endpoint, response, BODY_STATUS[body], `body ${body}`);
  const text = body.toString('utf8');
  if (!isSigned(text, signature, endpoint.signingSecret, now))
    return refuse(endpoint, response, 401, 'wrong signature');
  if (isReadable(text, request.headers['content-type'])) return body;
  return ignore(endpoint, response);
}

const BODY_STATUS: Readonly<Record<BodyProblem, 400 | 408 | 413>> = {
  'too-large': 413,
  'too-slow': 408,
  'broken-off': 400,
  displaced: 400,
};

/**
 * The request is Slack's and would never become readable: Slack resends it on any status but 200.
 * https://docs.slack.dev/apis/events-api/#responding
 */
function ignore({ log }: Endpoint, response: ServerResponse): null {
  log.info(
    { channel: 'slack', reason: 'neither a form nor a JSON object of Slack' },
    'slack payload ignored',
  );
  response.writeHead(200, { 'content-length': 0 });
  response.end();
  return null;
}

function refuse(
  { log }: Endpoint,
  response: ServerResponse,
  status: 400 | 401 | 408 | 413,
  why: string,
): null {
  log.warn({ channel: 'slack', status, why }, 'slack request refused');
  const text = JSON.stringify({ error: REFUSALS[status] });
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    // Closes the connection, so that a slow client can't send the rest.
    ...(status === 408 ? { connection: 'close' } : {}),
  });
  response.end(text);
  return null;
}
