import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Locale, localeFor } from '../../i18n/locale.ts';
import type { loadPage } from './page-files.ts';
import { newSession, readSession, sessionCookie } from './session.ts';

/** Answers with one of the pages, in the browser's language, and with the cookie of its session. */
export function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: ReturnType<typeof loadPage>,
  path: '/' | '/desk',
): void {
  if (cameThroughALink(request)) {
    sendDoorway(response, path);
    return;
  }
  const session = readSession(request) ?? newSession();
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Set-Cookie': sessionCookie(session, isSecure(request)),
  });
  response.end(page(session.token, localeAsked(request)));
}

/**
 * Browsers keep a strict same-site cookie back when a link on another site leads here. Setting a new one now would
 * overwrite the session, and the conversation with it.
 */
function cameThroughALink(request: IncomingMessage): boolean {
  return request.headers['sec-fetch-site'] === 'cross-site' && readSession(request) === null;
}

/** Goes on to the page at once, this time from our own site and so with the cookie. */
function sendDoorway(response: ServerResponse, path: string): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`<!doctype html><title>Signpost</title><meta http-equiv="refresh" content="0;url=${path}">`);
}

/** A proxy that ends HTTPS says so in a header; whoever forges it only loses their own cookie. */
function isSecure(request: IncomingMessage): boolean {
  return 'encrypted' in request.socket || request.headers['x-forwarded-proto'] === 'https';
}

/** The first language of the browser's list that we speak. */
function localeAsked(request: IncomingMessage): Locale {
  for (const part of (request.headers['accept-language'] ?? '').split(',').slice(0, 10)) {
    const locale = localeFor(part.split(';')[0]);
    if (locale !== undefined) return locale;
  }
  return 'en';
}
