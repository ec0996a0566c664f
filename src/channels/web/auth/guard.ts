import type { IncomingMessage } from 'node:http';
import { hostnameOf } from '../../../http/host-check.ts';
import { WebRefusal } from '../inbound/problem.ts';
import { carriesToken, type Session, type Sessions } from './session.ts';

/** `[::1]` is how a Host header writes the IPv6 loopback address. */
const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Refuses requests for other names than this machine's own, unless those are allowed: a name of someone else's that
 * resolves to this machine (DNS rebinding) must not read the page.
 * @throws WebRefusal `wrong-host`
 */
export function checkHost(request: IncomingMessage, allowRemote: boolean): void {
  const host = hostnameOf(request.headers.host);
  if (host === null || !(allowRemote || LOOPBACK_NAMES.has(host)))
    throw new WebRefusal('wrong-host');
}

/**
 * The session of a request that may read what is the session's own.
 * @throws WebRefusal `no-session`, or `wrong-origin` where another site's page made the browser ask.
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
 * The session of a request that changes something: it has to come from our own page and carry the session's token in
 * a header, which no form of another site can.
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
 * The same for one that sends JSON, and says so.
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

/** True where the browser says that a page of another origin asks. Without either header the token still decides. */
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
