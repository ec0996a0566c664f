import type { IncomingHttpHeaders } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { parseJson } from '../inbound/parse-json.ts';

/**
 * Requests with a timestamp further in the past or future than this are refused. Source: Slack's
 * own advice.
 */
export const CLOCK_TOLERANCE_SECONDS = 5 * 60;

/** The headers that authenticate a request, in the right format. */
export interface RequestSignature {
  readonly signature: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/**
 * Reads the signature headers of a request, or returns a reason for the log if they are invalid.
 * Bolt's own check accepts timestamps any distance in the future, and lets `ssl_check` in without a
 * signature. https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function readSignature(
  headers: IncomingHttpHeaders,
  nowMs: number,
): RequestSignature | string {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp } = headers;
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return 'no signature';
  if (!/^v0=[0-9a-f]{64}$/.test(signature)) return 'not a signature';
  if (!/^\d{1,12}$/.test(timestamp)) return 'not a time';
  const age = nowMs / 1000 - Number(timestamp);
  if (Math.abs(age) > CLOCK_TOLERANCE_SECONDS) return age > 0 ? 'too old' : 'from the future';
  return { signature, timestamp: Number(timestamp) };
}

/** Returns true if the body was signed with the secret at the signature's timestamp. */
export function isSigned(
  body: string,
  signature: RequestSignature,
  signingSecret: string,
  nowMs: number,
): boolean {
  const headers = {
    'x-slack-signature': signature.signature,
    'x-slack-request-timestamp': signature.timestamp,
  };
  return isValidSlackRequest({ signingSecret, body, headers, nowMilliseconds: nowMs });
}

/** Returns true for a body that Bolt can parse: a form or a JSON object. */
export function isReadable(body: string, contentType: string | undefined): boolean {
  const form =
    contentType === 'application/x-www-form-urlencoded' ? new URLSearchParams(body) : null;
  if (form !== null && !form.has('payload')) return form.has('command') || form.has('ssl_check');
  const payload = parseJson(form?.get('payload') ?? body);
  return typeof payload === 'object' && payload !== null && !Array.isArray(payload);
}
