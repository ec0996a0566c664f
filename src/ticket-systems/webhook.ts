import { createHmac } from 'node:crypto';
import packageJson from '../../package.json' with { type: 'json' };
import { retryAfterMs } from '../http/retry-after.ts';
import type { Ticket } from '../tickets/payload.ts';
import { type TicketSystem, TicketSystemError } from './ticket-system.ts';

export interface WebhookOptions {
  /**
   * Address that tickets are posted to, http or https; a user name and password in it become basic
   * authentication.
   */
  readonly url: string;
  /** Shared with the receiver; signs each request. */
  readonly secret: string;
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const TIMEOUT_MS = 10_000;
const TRY_AGAIN = new Set([408, 425, 429]);

/**
 * Posts each ticket as signed JSON to one address (docs/ticket.md tells receivers how to read it).
 * Errors contain the status or the network's error code, never the address, the secret or the
 * receiver's answer.
 */
export function createWebhook(options: WebhookOptions): TicketSystem {
  const { address, authorization } = splitAddress(options.url);
  const send = options.fetch ?? fetch;
  const now = options.now ?? Date.now;

  return {
    name: 'webhook',
    async file(ticket) {
      const body = JSON.stringify(ticket);
      const request: RequestInit = {
        method: 'POST',
        body,
        headers: { ...headersFor(ticket, body, options.secret, now()), ...authorization },
        // A redirect could lead a signed ticket anywhere.
        redirect: 'manual',
        signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
      };
      const response = await send(address, request).catch((error: unknown) => {
        throw new TicketSystemError(`The webhook could not be reached (${reasonOf(error)}).`);
      });
      // The status is the answer: the body, however long, is never read.
      await response.body?.cancel().catch(() => undefined);
      if (!response.ok) throw errorFor(response, now());
    },
  };
}

/**
 * Returns `v1=` and the hexadecimal HMAC-SHA256 of `<timestamp>.<body>`, which a receiver
 * recomputes to verify that the request is from us.
 */
export function signatureOf(timestamp: string, body: string, secret: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

function headersFor(
  ticket: Ticket,
  body: string,
  secret: string,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': `signpost/${packageJson.version}`,
    'Idempotency-Key': ticket.idempotencyKey,
    'X-Signpost-Timestamp': timestamp,
    'X-Signpost-Signature': signatureOf(timestamp, body, secret),
  };
}

function errorFor({ status, headers }: Response, now: number): TicketSystemError {
  if (TRY_AGAIN.has(status) || status >= 500) {
    const wait = retryAfterMs(headers.get('Retry-After'), now);
    return new TicketSystemError(
      `The webhook answered ${status}.`,
      wait === null ? {} : { retryAfterMs: wait },
    );
  }
  const next =
    status >= 300 && status < 400
      ? 'redirects are not followed, so set TICKET_WEBHOOK_URL to where it leads'
      : 'look at what the receiver logged, then send the ticket again';
  return new TicketSystemError(`The webhook answered ${status}; ${next}.`, { final: true });
}

/** Splits off the user name and password, because `fetch` refuses addresses that contain them. */
function splitAddress(url: string): { address: string; authorization: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  if (username === '' && password === '') return { address: url, authorization: {} };
  const account = `${decoded(username)}:${decoded(password)}`;
  address.username = '';
  address.password = '';
  return {
    address: address.href,
    authorization: { Authorization: `Basic ${Buffer.from(account).toString('base64')}` },
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray percent sign stands for itself.
    return part;
  }
}

/**
 * Returns a code such as `ECONNREFUSED`, or says that it took too long: an error's own text could
 * repeat the address.
 */
function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'network error';
}
