import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { WEB_LIMITS } from './limits.ts';

/**
 * A browser's session. All of it follows from one random secret in its cookie, so that nothing has to be stored and a
 * restart of the server changes nothing.
 */
export interface Session {
  /** 256 random bits, base64url. Never logged, never stored. */
  readonly secret: string;
  /** Key of the conversation: `web:` and the SHA-256 (hex) of the secret. */
  readonly conversation: string;
  /** What a request that changes something has to carry in the header `x-signpost-token`. */
  readonly token: string;
}

export const TOKEN_HEADER = 'x-signpost-token';

const COOKIE = 'signpost';
const SECRET = /^[A-Za-z0-9_-]{43}$/;
const SECONDS_A_DAY = 86_400;

export function newSession(): Session {
  return sessionOf(randomBytes(32).toString('base64url'));
}

/** The session of a request's cookie, or null where it has none of ours. */
export function readSession(request: IncomingMessage): Session | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value !== undefined && SECRET.test(value)) return sessionOf(value);
  }
  return null;
}

/** The `Set-Cookie` value that keeps a session; `secure` where the page is served over HTTPS. */
export function sessionCookie(session: Session, secure: boolean): string {
  const age = WEB_LIMITS.sessionDays * SECONDS_A_DAY;
  const attributes = ['Path=/', `Max-Age=${age}`, 'HttpOnly', 'SameSite=Strict', ...(secure ? ['Secure'] : [])];
  return [`${COOKIE}=${session.secret}`, ...attributes].join('; ');
}

/** Whether a request carries the session's token. Compares in constant time. */
export function carriesToken(request: IncomingMessage, session: Session): boolean {
  const given = request.headers[TOKEN_HEADER];
  if (typeof given !== 'string' || given.length !== session.token.length) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(session.token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function sessionOf(secret: string): Session {
  return {
    secret,
    conversation: `web:${createHash('sha256').update(secret).digest('hex')}`,
    token: createHmac('sha256', secret).update('token of the page').digest('base64url'),
  };
}
