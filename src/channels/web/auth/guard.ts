import type { IncomingMessage } from 'node:http';
import { hostnameOf } from '../../../http/host-check.ts';
import { WebRefusal } from '../inbound/problem.ts';
import { carriesToken, type Session, type Sessions } from './session.ts';

/** `[::1]` is how a Host header writes the IPv6 loopback address. */
const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses requests for host names other than this machine's own, unless those are allowed: a
 * foreign name that resolves to this machine (DNS rebinding) must not read the page.
 * @throws WebRefusal `wrong-host`
 */
export function checkHost(request: IncomingMessage, allowed: 'any' | 'loopback'): void {
  const host = hostnameOf(request.headers.host);
  if (host === null || (allowed === 'loopback' && !LOOPBACK_NAMES.has(host)))
    throw new WebRefusal('wrong-host');
}

/**
 * Returns the session of a request that reads the session's own data.
 * @throws WebRefusal `no-session`, or `wrong-origin` if another site's page made the browser send
 * it.
 */
export async function requireSession(
  sessions: Sessions,
  request: IncomingMessage,
): Promise<Session> {
  if (isFromElsewhere(request)) throw new WebRefusal('wrong-origin');
  const session = await sessions.read(request);
  if (session === null) throw new WebRefusal('no-session');
  return session;
}

/**
 * Returns the session of a request that changes something: it must come from our own page and carry
 * the session's token in a header, which another site's form can't send.
 * @throws WebRefusal `wrong-origin` or `no-session`
 */
export async function requireOwnScript(
  sessions: Sessions,
  request: IncomingMessage,
): Promise<Session> {
  const session = await requireSession(sessions, request);
  if (!carriesToken(request, session)) throw new WebRefusal('no-session');
  return session;
}

/**
 * Like `requireOwnScript`, for a request that declares a JSON body.
 * @throws WebRefusal `wrong-origin`, `no-session` or `not-json`
 */
export async function requireOwnPage(
  sessions: Sessions,
  request: IncomingMessage,
): Promise<Session> {
  const session = await requireOwnScript(sessions, request);
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw new WebRefusal('not-json');
  return session;
}

/**
 * True if the browser says that a page of another origin sent the request. Without either header
 * the token still decides.
 */
function isFromElsewhere(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const { origin } = request.headers;
  return (
    origin !== undefined &&
    hostOf(origin)?.host !== hostOf(`http://${request.headers.host ?? ''}`)?.host
  );
}

function hostOf(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
