import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sessions } from '../auth/session.ts';
import { localeAsked } from '../inbound/locale-asked.ts';
import type { loadPage } from './page-files.ts';

/** One of the two pages. */
export interface ServedPage {
  readonly page: ReturnType<typeof loadPage>;
  readonly path: '/' | '/desk';
  readonly sessions: Sessions;
}

/** Answers with one of the pages, in the browser's language, and sets its session cookie. */
export async function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  { page, path, sessions }: ServedPage,
): Promise<void> {
  const known = await sessions.read(request);
  if (known === null && cameThroughALink(request)) {
    sendDoorway(response, path);
    return;
  }
  const session = known ?? sessions.create();
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Set-Cookie': await sessions.cookie(session, request),
  });
  response.end(page(session.token, localeAsked(request)));
}

/**
 * Browsers withhold a strict same-site cookie when a link on another site leads here. Setting a new
 * cookie now would overwrite the session and lose its conversation.
 */
function cameThroughALink(request: IncomingMessage): boolean {
  return request.headers['sec-fetch-site'] === 'cross-site';
}

/** Redirects to the page at once, this time from our own site and so with the cookie. */
function sendDoorway(response: ServerResponse, path: string): void {
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(
    `<!doctype html><title>Signpost</title><meta http-equiv="refresh" content="0;url=${path}">`,
  );
}
