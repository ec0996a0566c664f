import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { isJson, type Json } from './slack-json.ts';
import type { SlackSockets } from './slack-socket.ts';

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

export type SlackTraffic = 'events_api' | 'interactive' | 'slash_commands';

export interface SlackRetry {
  /** From 1. */
  readonly num: number;
  readonly reason: string;
}

/** How Signpost acknowledged something. */
export interface SlackAck {
  /** HTTP status; 200 over Socket Mode. */
  readonly status: number;
  /** What it said with it, such as `{ response_action: 'errors', … }`; `null` for nothing. */
  readonly body: unknown;
  /** Milliseconds it took. */
  readonly ms: number;
}

/** The way from Slack to Signpost. */
export interface SlackLine {
  readonly transport: 'http' | 'socket';
  send(traffic: SlackTraffic, payload: Json, retry?: SlackRetry): Promise<SlackAck>;
}

/** How a request is signed otherwise than it should be. */
export interface Signing {
  readonly secret?: string;
  /** Seconds of Unix time it says it was sent at. */
  readonly timestamp?: number;
  /** Headers to leave out. */
  readonly without?: readonly string[];
  /** Put in the place of the body after that was signed. */
  readonly tampered?: string;
  readonly retry?: SlackRetry;
}

/** Slack's requests over HTTP, signed, one to `/slack/events` each. */
export function httpLine(url: string): SlackLine {
  return {
    transport: 'http',
    send: (traffic, payload, retry) => post(url, traffic, payload, retry ? { retry } : {}),
  };
}

/** Slack's envelopes over Socket Mode. */
export function socketLine(sockets: SlackSockets): SlackLine {
  return {
    transport: 'socket',
    async send(traffic, payload, retry) {
      const began = performance.now();
      const again = retry ? { retry_attempt: retry.num, retry_reason: retry.reason } : {};
      const body = await sockets.send(traffic, payload, again);
      const nothing = isJson(body) && Object.keys(body).length === 0;
      return { status: 200, body: nothing ? null : body, ms: performance.now() - began };
    },
  };
}

/**
 * Posts one request as Slack does: events as JSON, everything else as a form, and the signature
 * over the very bytes.
 */
export function post(
  url: string,
  traffic: SlackTraffic,
  payload: Json,
  signing: Signing = {},
): Promise<SlackAck> {
  const type = traffic === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded';
  return postRaw(url, type, encoded(traffic, payload), signing);
}

export async function postRaw(
  url: string,
  type: string,
  body: string,
  signing: Signing = {},
): Promise<SlackAck> {
  const began = performance.now();
  const {
    secret = SIGNING_SECRET,
    timestamp = Math.floor(Date.now() / 1000),
    retry,
    tampered = body,
  } = signing;
  const headers: Record<string, string> = {
    'content-type': type,
    'content-length': String(Buffer.byteLength(tampered)),
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
    ...(retry
      ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }
      : {}),
  };
  for (const name of signing.without ?? []) delete headers[name];
  const { status, answer } = await exchange(`${url}/slack/events`, headers, tampered);
  return { status, body: read(answer), ms: performance.now() - began };
}

/** Not `fetch`: that would add a charset to a form's content type, which Slack does not send. */
async function exchange(url: string, headers: Record<string, string>, body: string) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; answer: string }>();
  const sent = request(url, { method: 'POST', headers, agent: false }, (response) => {
    text(response).then((answer) => resolve({ status: response.statusCode ?? 0, answer }), reject);
  });
  sent.once('error', reject);
  sent.end(body);
  return promise;
}

function encoded(traffic: SlackTraffic, payload: Json): string {
  if (traffic === 'events_api') return JSON.stringify(payload);
  if (traffic === 'interactive')
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([key, value]): [string, string] => [
      key,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  ).toString();
}

function read(answer: string): unknown {
  if (answer === '') return null;
  try {
    return JSON.parse(answer);
  } catch {
    return answer;
  }
}
