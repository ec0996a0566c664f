import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SECRET = /^[\w-]{43}$/;
const SECONDS = 600;

/**
 * A browser that starts an installation. A secret in its cookie identifies it when Slack redirects
 * it back.
 */
export interface Browser {
  readonly secret: string;
  /** The `Set-Cookie` value, valid for ten minutes. */
  readonly cookie: string;
}

/**
 * Returns the browser's existing secret, so that links opened in two tabs both work, or creates
 * one.
 */
export function browserOf(request: IncomingMessage, publicUrl: string): Browser {
  const secret = browserSecret(request, publicUrl) ?? randomBytes(32).toString('base64url');
  // Lax, not Strict: the redirect from Slack is a link from another site.
  const attributes = [
    'Path=/',
    `Max-Age=${SECONDS}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure(publicUrl) ? ['Secure'] : []),
  ];
  return { secret, cookie: [`${cookieName(publicUrl)}=${secret}`, ...attributes].join('; ') };
}

/** Returns the secret in the request's cookie, or null if it has none of ours. */
export function browserSecret(request: IncomingMessage, publicUrl: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === cookieName(publicUrl) && value !== undefined && SECRET.test(value)) return value;
  }
  return null;
}

/** Over HTTPS, uses the prefix that keeps other hosts of the domain from setting the cookie. */
function cookieName(publicUrl: string): string {
  return isSecure(publicUrl) ? '__Host-signpost-install' : 'signpost-install';
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
