import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../../conversation/world.ts';
import { type Locale, localeFor } from '../../i18n/locale.ts';
import type { Store } from '../../store/open-store.ts';
import { requireSession } from './guard.ts';
import { loadIndex, loadPageFiles, sendPageFile } from './page-files.ts';
import { ownTicket, readPageState } from './page-state.ts';
import { WebRefusal } from './problem.ts';
import { sendJson } from './respond.ts';
import type { Route } from './routes.ts';
import { newSession, readSession, sessionCookie } from './session.ts';
import type { Streams } from './streams.ts';

export interface PageRoutesOptions {
  readonly store: Pick<Store, 'db'>;
  readonly world: World;
  readonly streams: Streams;
}

/** What the page reads: itself, its files, the stream of its conversation, its state and its tickets. */
export function pageRoutes({ store, world, streams }: PageRoutesOptions): Route[] {
  const files = loadPageFiles();
  const index = loadIndex();

  return [
    {
      method: 'get',
      path: '/',
      handler: (request, response) => {
        if (cameThroughALink(request)) sendDoorway(response);
        else sendIndex(request, response, index);
      },
    },
    {
      method: 'get',
      path: '/page/events',
      handler: (request, response) => {
        const { conversation } = requireSession(request);
        streams.open(conversation, response, revisionAskedFrom(request));
      },
    },
    {
      method: 'get',
      path: '/page/state',
      handler: async (request, response) => {
        const state = await readPageState(store.db, world, requireSession(request).conversation);
        if (state === null) throw new WebRefusal('not-found');
        sendJson(response, 200, state);
      },
    },
    {
      method: 'get',
      path: '/page/tickets/:name',
      handler: async (request, response, name) => {
        const { conversation } = requireSession(request);
        const number = /^(SP-\d{4,12})\.json$/.exec(name)?.[1];
        const ticket = number === undefined ? null : await ownTicket(store.db, conversation, number);
        if (ticket === null) throw new WebRefusal('not-found');
        response.setHeader('Content-Disposition', `attachment; filename="${ticket.number}.json"`);
        sendJson(response, 200, ticket);
      },
    },
    {
      method: 'get',
      path: '/page/*',
      handler: (request, response, name) => sendPageFile(files, name, request, response),
    },
  ];
}

/**
 * Browsers keep a strict same-site cookie back when a link on another site leads here. Setting a new one now would
 * overwrite the session, and the conversation with it.
 */
function cameThroughALink(request: IncomingMessage): boolean {
  return request.headers['sec-fetch-site'] === 'cross-site' && readSession(request) === null;
}

/** Goes on to the page at once, this time from our own site and so with the cookie. */
function sendDoorway(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end('<!doctype html><title>Signpost</title><meta http-equiv="refresh" content="0;url=/">');
}

function sendIndex(request: IncomingMessage, response: ServerResponse, index: ReturnType<typeof loadIndex>): void {
  const session = readSession(request) ?? newSession();
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Set-Cookie': sessionCookie(session, isSecure(request)),
  });
  response.end(index(session.token, localeAsked(request)));
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

/** The last revision a page has: its browser says so when it reconnects by itself, the page when it does. */
function revisionAskedFrom(request: IncomingMessage): number {
  const asked = request.headers['last-event-id'] ?? /[?&]after=(\d{1,9})(?:&|$)/.exec(request.url ?? '')?.[1];
  return /^\d{1,9}$/.test(String(asked)) ? Number(asked) : 0;
}
