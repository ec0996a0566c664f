import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, Response, Server } from 'restify';
import type { Log } from '../../../../diagnostics/log.ts';
import {
  type Installation,
  isAllowed,
  spendLink,
  storeInstallation,
} from '../../../../store/slack/installations.ts';
import type { TokenCipher } from '../../../../store/slack/token-cipher.ts';
import type { Store } from '../../../../store/store.ts';
import { createWebClient } from '../../outbound/web-client.ts';
import { BOT_SCOPES } from '../scopes.ts';
import { browserOf, browserSecret } from './browser.ts';
import { type Exchange, ExchangeError, exchangeCode } from './exchange.ts';
import { type Page, sendPage } from './page.ts';
import { newState, readState } from './state.ts';

export interface InstallRoutes {
  readonly store: Pick<Store, 'db'>;
  readonly seal: TokenCipher;
  readonly log: Log;
  readonly exchange: Exchange;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** Slack's consent page: https://slack.com/oauth/v2/authorize, except in tests. */
  readonly authorizeUrl: string;
  readonly allowed: readonly string[] | undefined;
  readonly now: () => number;
  /** Called after an installation. */
  readonly onInstalled: () => void;
}

/**
 * Adds `/slack/install`, where people start, and `/slack/oauth_redirect`, where Slack sends them
 * back.
 */
export function mountInstallRoutes(server: Server, routes: InstallRoutes): void {
  server.get('/slack/install', async (request: Request, response: Response) =>
    begin(routes, request, response),
  );
  server.get('/slack/oauth_redirect', async (request: Request, response: Response) => {
    sendPage(request, response, await outcomeOf(routes, request));
  });
}

function begin(
  { seal, ...routes }: InstallRoutes,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const browser = browserOf(request, routes.publicUrl);
  const target = new URL(routes.authorizeUrl);
  target.searchParams.set('client_id', routes.exchange.clientId);
  target.searchParams.set('scope', BOT_SCOPES.join(','));
  target.searchParams.set('redirect_uri', routes.exchange.redirectUri);
  target.searchParams.set('state', newState(seal, browser.secret, new Date(routes.now())));
  response.writeHead(302, {
    Location: target.href,
    'Set-Cookie': browser.cookie,
    'Cache-Control': 'no-store',
  });
  response.end();
}

/** Never rejects: on any failure, the person gets a page and the operator a log line. */
async function outcomeOf(routes: InstallRoutes, request: IncomingMessage): Promise<Page> {
  const { log, publicUrl } = routes;
  const link = `${publicUrl}/slack/install`;
  try {
    const page = await finish(routes, request);
    return { link, ...page };
  } catch (error) {
    const fault = error instanceof ExchangeError ? error.fault : 'failed';
    const reason = error instanceof ExchangeError ? error.reason : errorName(error);
    log.error({ channel: 'slack', outcome: fault, reason }, 'slack installation failed');
    return { outcome: fault, link, names: { reason } };
  }
}

type Finish = Omit<Page, 'link'> & Partial<Pick<Page, 'link'>>;

async function finish(routes: InstallRoutes, request: IncomingMessage): Promise<Finish> {
  const query = new URL(request.url ?? '', 'http://localhost').searchParams;
  const now = new Date(routes.now());
  const browser = browserSecret(request, routes.publicUrl);
  const state = readState(routes.seal, query.get('state'), browser, now);
  if (typeof state === 'string') return refused(routes, state);
  if (!(await spendLink(routes.store.db, state, now))) return refused(routes, 'used');

  const error = query.get('error');
  if (error === 'access_denied') return refused(routes, 'cancelled');
  if (error !== null) throw new ExchangeError('refused', error.slice(0, 80));
  const code = query.get('code');
  if (!code) return refused(routes, 'no-code');
  return keep(routes, await exchangeCode(routes.exchange, code, now));
}

async function keep(routes: InstallRoutes, installation: Installation): Promise<Finish> {
  const { id, name } = installation;
  if (!isAllowed(routes.allowed, installation)) {
    // Revokes a token that won't be used.
    await createWebClient(installation.botToken, routes.exchange.slackApiUrl)
      .auth.revoke()
      .catch(() => {});
    return { ...refused(routes, 'not-allowed', id), names: { name, id } };
  }
  await storeInstallation(routes.store.db, routes.seal, installation);
  routes.onInstalled();
  routes.log.info(
    { channel: 'slack', installation: id, by: installation.installedBy },
    'slack app installed',
  );
  return { outcome: 'installed', names: { name }, link: openLink(id) };
}

function refused({ log }: InstallRoutes, outcome: Page['outcome'], installation?: string): Finish {
  log.warn({ channel: 'slack', outcome, installation }, 'slack installation not completed');
  return { outcome };
}

function openLink(id: string): string {
  return id.startsWith('T')
    ? `https://app.slack.com/client/${encodeURIComponent(id)}`
    : 'https://app.slack.com/client';
}

function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
