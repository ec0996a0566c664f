import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Kysely } from 'kysely';
import { hostnameOf } from '../../../http/host-check.ts';
import type { Database } from '../../../store/database.ts';
import {
  hasUnsignedSession,
  markSessionSigned,
  pageSessionKey,
} from '../../../store/page-sessions.ts';
import { WEB_LIMITS } from '../limits.ts';

/** A browser's session. All of it derives from one random secret in its signed cookie. */
export interface Session {
  /** 256 random bits, base64url. Never logged, never stored. */
  readonly secret: string;
  /** Key of the conversation: `web:` and the SHA-256 (hex) of the secret. */
  readonly conversation: string;
  /** Sent in the `x-signpost-token` header by requests that change something. */
  readonly token: string;
}

/** Creates sessions and recognizes its own: a cookie planted by another party isn't accepted. */
export interface Sessions {
  /** Returns the session of a request's cookie; null if it carries none of ours. */
  read(request: IncomingMessage): Promise<Session | null>;
  create(): Session;
  /** Returns the `Set-Cookie` value that stores a session. */
  cookie(session: Session, request: IncomingMessage): Promise<string>;
}

export const TOKEN_HEADER = 'x-signpost-token';

/**
 * With this prefix browsers accept a cookie only from this exact host over HTTPS, so a sibling site
 * can't plant one.
 */
const SECURE_COOKIE = '__Host-signpost';
const COOKIE = 'signpost';
const SIGNED = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;
/** The format earlier versions used. */
const UNSIGNED = /^[A-Za-z0-9_-]{43}$/;
const SECONDS_A_DAY = 86_400;

export interface SessionsOptions {
  readonly db: Kysely<Database>;
  /** Where people reach this server; null if unknown. */
  readonly publicUrl: string | null;
}

export function createSessions(options: SessionsOptions): Sessions {
  return new SignedSessions(options);
}

class SignedSessions implements Sessions {
  readonly #db: Kysely<Database>;
  /** Null if this server isn't reached over HTTPS, as far as is known. */
  readonly #secureHost: string | null;
  #key: Promise<string> | null = null;

  constructor({ db, publicUrl }: SessionsOptions) {
    this.#db = db;
    this.#secureHost = publicUrl?.startsWith('https:') ? new URL(publicUrl).hostname : null;
  }

  async read(request: IncomingMessage): Promise<Session | null> {
    const own = cookiesOf(request, this.#isSecure(request) ? SECURE_COOKIE : COOKIE);
    return (await this.#signedSession(own)) ?? this.#unsignedSession(cookiesOf(request, COOKIE));
  }

  create(): Session {
    return sessionOf(randomBytes(32).toString('base64url'));
  }

  async cookie(session: Session, request: IncomingMessage): Promise<string> {
    await markSessionSigned(this.#db, session.conversation);
    const secure = this.#isSecure(request);
    const name = secure ? SECURE_COOKIE : COOKIE;
    const age = WEB_LIMITS.sessionDays * SECONDS_A_DAY;
    const attributes = [
      'Path=/',
      `Max-Age=${age}`,
      'HttpOnly',
      'SameSite=Strict',
      ...(secure ? ['Secure'] : []),
    ];
    const value = `${session.secret}.${await this.#signatureOf(session.secret)}`;
    return [`${name}=${value}`, ...attributes].join('; ');
  }

  /**
   * A proxy that terminates HTTPS says so in a header; forging it only costs the forger their own
   * cookie.
   */
  #isSecure({ headers, socket }: IncomingMessage): boolean {
    if ('encrypted' in socket || headers['x-forwarded-proto'] === 'https') return true;
    return this.#secureHost !== null && hostnameOf(headers.host) === this.#secureHost;
  }

  async #signedSession(values: readonly string[]): Promise<Session | null> {
    for (const value of values) {
      const [, secret = '', signature = ''] = SIGNED.exec(value) ?? [];
      if (secret !== '' && isSame(signature, await this.#signatureOf(secret)))
        return sessionOf(secret);
    }
    return null;
  }

  /**
   * A browser with an earlier version's cookie keeps its conversation, and gets a signed cookie
   * when it next opens the page.
   */
  async #unsignedSession(values: readonly string[]): Promise<Session | null> {
    for (const value of values.filter((each) => UNSIGNED.test(each)).slice(0, 2)) {
      const session = sessionOf(value);
      if (await hasUnsignedSession(this.#db, session.conversation)) return session;
    }
    return null;
  }

  async #signatureOf(secret: string): Promise<string> {
    return createHmac('sha256', await this.#loadKey())
      .update(`session of the page ${secret}`)
      .digest('base64url');
  }

  #loadKey(): Promise<string> {
    this.#key ??= pageSessionKey(this.#db).catch((error: unknown) => {
      this.#key = null;
      throw error;
    });
    return this.#key;
  }
}

/** Returns whether a request carries the session's token. Compares in constant time. */
export function carriesToken(request: IncomingMessage, session: Session): boolean {
  const given = request.headers[TOKEN_HEADER];
  return typeof given === 'string' && isSame(given, session.token);
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function cookiesOf(request: IncomingMessage, wanted: string): string[] {
  return (request.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim().split('='))
    .flatMap(([name, value]) => (name === wanted && value !== undefined ? [value] : []))
    .slice(0, 8);
}

function sessionOf(secret: string): Session {
  return {
    secret,
    conversation: `web:${createHash('sha256').update(secret).digest('hex')}`,
    token: createHmac('sha256', secret).update('token of the page').digest('base64url'),
  };
}
