import type { IncomingMessage } from 'node:http';
import type { World } from '../../../conversation/world.ts';
import type { Store } from '../../../store/store.ts';
import type { Admission } from '../auth/admission.ts';
import { requireSession } from '../auth/guard.ts';
import type { Sessions } from '../auth/session.ts';
import { sendJson } from '../outbound/respond.ts';
import type { Streams } from '../outbound/streams.ts';
import { sendPage } from '../render/page-document.ts';
import { loadPage, loadPageFiles, sendPageFile } from '../render/page-files.ts';
import { ownTicket, readPageState } from '../render/page-state.ts';
import { WebRefusal } from './problem.ts';
import type { Route } from './routes.ts';

export interface PageRoutesOptions {
  readonly store: Pick<Store, 'db'>;
  readonly world: World;
  readonly streams: Streams;
  readonly sessions: Sessions;
  readonly admission: Admission;
  /** Whether there is a helpdesk page to link to. */
  readonly desk: boolean;
  /** Maximum bytes per file. */
  readonly maxBytes: number;
}

/**
 * What the page reads: its document, its assets, the stream of its conversation, its state and its
 * tickets.
 */
export function pageRoutes(options: PageRoutesOptions): Route[] {
  const { store, world, streams, sessions, admission, desk, maxBytes } = options;
  const files = loadPageFiles();
  const index = loadPage('index', { links: desk, maxBytes });

  return [
    {
      method: 'get',
      path: '/',
      handler: (request, response) =>
        sendPage(request, response, { page: index, path: '/', sessions }),
    },
    {
      method: 'get',
      path: '/page/events',
      handler: async (request, response) => {
        const { conversation } = await requireSession(sessions, request);
        response.once('close', admission.admitStream(request));
        streams.open(conversation, response, revisionAskedFrom(request));
      },
    },
    {
      method: 'get',
      path: '/page/state',
      handler: async (request, response) => {
        const state = await readPageState(
          store.db,
          world,
          (await requireSession(sessions, request)).conversation,
        );
        if (state === null) throw new WebRefusal('not-found');
        sendJson(response, 200, state);
      },
    },
    {
      method: 'get',
      path: '/page/tickets/:name',
      handler: async (request, response, name) => {
        const { conversation } = await requireSession(sessions, request);
        const number = /^(SP-\d{4,12})\.json$/.exec(name)?.[1];
        const ticket =
          number === undefined ? null : await ownTicket(store.db, conversation, number);
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
 * Returns the last revision a page has: the browser sends it when it reconnects on its own, the
 * page when it does.
 */
function revisionAskedFrom(request: IncomingMessage): number {
  const asked =
    request.headers['last-event-id'] ?? /[?&]after=(\d{1,9})(?:&|$)/.exec(request.url ?? '')?.[1];
  return /^\d{1,9}$/.test(String(asked)) ? Number(asked) : 0;
}
