import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FailureLog } from '../inbound/failure-log.ts';
import { localeAsked } from '../inbound/locale-asked.ts';
import { WebRefusal } from '../inbound/problem.ts';
import { isForPerson, sendRefusalPage } from '../render/refusal-page.ts';
import { waitSentence } from '../render/wait-words.ts';

/** Answers with JSON that caches don't store. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

/** Starts a response of server-sent events. */
export function beginStream(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Proxies that buffer a response before passing it on would hold the stream back.
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 1500\n\n');
}

/**
 * Answers a failed request: a refusal with its own sentence, any other error as `unavailable`, with
 * the cause only in the log. People get a page, scripts get JSON.
 */
export function sendFailure(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  failures: FailureLog,
): void {
  const refusal =
    error instanceof WebRefusal ? error : new WebRefusal('unavailable', { cause: error });
  if (refusal.problem === 'unavailable')
    failures.failed(error, { path: pathOf(request) }, 'page request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (refusal.retryAfterSeconds !== null)
    response.setHeader('Retry-After', refusal.retryAfterSeconds);
  // A client this slow doesn't get to send the rest.
  if (refusal.problem === 'too-slow') response.setHeader('Connection', 'close');
  if (isForPerson(request)) {
    sendRefusalPage(request, response, refusal);
    return;
  }
  sendJson(response, refusal.status, {
    problem: refusal.problem,
    sentence: sentenceOf(refusal, request),
    retryAfterSeconds: refusal.retryAfterSeconds,
    ...(refusal.files.length > 0 ? { files: refusal.files } : {}),
  });
}

/** Describes temporary problems in the browser's language, with when to retry. */
function sentenceOf(
  { problem, message, retryAfterSeconds }: WebRefusal,
  request: IncomingMessage,
): string {
  if (problem !== 'too-many' && problem !== 'busy' && problem !== 'too-slow') return message;
  return waitSentence(problem, retryAfterSeconds ?? 1, localeAsked(request));
}

/** Returns the path without its query, safe to log. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] ?? '';
}
