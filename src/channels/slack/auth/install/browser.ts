import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SECRET = /^[\w-]{43}$/;
const SECONDS = 600;

/** A browser that begins to install, known again by a secret in its cookie when Slack sends it back. */
export interface Browser {
  readonly secret: string;
  /** The `Set-Cookie` value that keeps it for ten minutes. */
  readonly cookie: string;
}

/** The browser's secret, so that links begun in two tabs both work; a new one where it has none. */
export function browserOf(request: IncomingMessage, secure: boolean): Browser {
  const secret = browserSecret(request, secure) ?? randomBytes(32).toString('base64url');
  // Lax, not Strict: the way back from Slack is a link from another site.
  const attributes = [
    'Path=/',
    `Max-Age=${SECONDS}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ];
  return { secret, cookie: [`${cookieName(secure)}=${secret}`, ...attributes].join('; ') };
}

/** The secret of the request's cookie, null where it has none of ours. */
export function browserSecret(request: IncomingMessage, secure: boolean): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === cookieName(secure) && value !== undefined && SECRET.test(value)) return value;
  }
  return null;
}

/** Over HTTPS with the prefix that keeps other hosts of the domain from setting it. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-signpost-install' : 'signpost-install';
}
