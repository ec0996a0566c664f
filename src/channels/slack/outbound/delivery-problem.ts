import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { z } from 'zod';
import { networkReason } from '../../../http/network-reason.ts';
import type { ChannelHealth } from '../../../ports/channel-health.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';

/** Errors that only a person can fix, each with what the operator can do. */
const GONE: Readonly<Record<string, string>> = {
  channel_not_found:
    'the channel was deleted, or Signpost was removed from it; nothing can be sent there',
  is_archived: 'the channel is archived; unarchive it, then retry',
  not_in_channel: 'Signpost is not in the channel; invite it with /invite, then retry',
  user_not_found: 'the person is no longer in the workspace',
  users_not_found: 'the person is no longer in the workspace',
  user_disabled: 'the account of the person is deactivated',
  user_not_visible: 'the person cannot be seen by Signpost; they may be of another workspace',
  cannot_dm_bot: 'bots cannot be written to',
  messages_tab_disabled:
    "direct messages to the app are switched off; turn on App Home's Messages tab, then retry",
  thread_not_found: 'the thread was deleted',
  restricted_action:
    'a rule of the workspace forbids it; ask its administrator to let Signpost write there',
  team_access_not_granted:
    'Signpost is not approved for this workspace; ask an administrator of the organization',
  access_denied: 'Signpost has no access to it; ask an administrator of the workspace',
  account_inactive: 'the token belongs to an app that was removed; install Signpost again',
  token_revoked: 'the token was revoked; install Signpost again, or write the new SLACK_BOT_TOKEN',
  token_expired: 'the token has expired; install Signpost again, or write the new SLACK_BOT_TOKEN',
  invalid_auth: 'the token is not valid; check SLACK_BOT_TOKEN, or install Signpost again',
  not_authed: 'the token is missing; check SLACK_BOT_TOKEN, or install Signpost again',
  missing_scope: 'Signpost lacks a permission; install it again with the scopes of the manifest',
  no_permission: 'Signpost lacks a permission; install it again with the scopes of the manifest',
};

/** Slack's error response to a message posted to a `response_url`, which isn't a Web API call. */
export class ResponseUrlError extends Error {
  override readonly name = 'ResponseUrlError';
  /** Slack's error name, such as `used_url`. */
  readonly slackError: string;

  constructor(slackError: string) {
    super(slackError);
    this.slackError = slackError;
  }
}

/** Errors that say Slack itself has a problem. */
const UNAVAILABLE = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
]);

/**
 * Converts a failed call to Slack into an error for the outbox. Slack's prose is left out because
 * it may quote the message. Failures that aren't an answer from Slack (a proxy's page, a broken
 * connection) may succeed on a retry.
 */
export function toDeliveryError(cause: unknown): DeliveryError {
  if (cause instanceof DeliveryError) return cause;
  if (cause instanceof WebAPIRateLimitedError) return throttled(cause.retryAfter * 1000, cause);
  if (cause instanceof WebAPIPlatformError) {
    const name = slackErrorName(cause);
    if (name !== null) return namedProblem(name, detailIn(cause.data), { cause });
    return new DeliveryError('unavailable', 'Slack answered without naming an error', { cause });
  }
  if (cause instanceof WebAPIHTTPError) return ofStatus(cause);
  const reason =
    cause instanceof WebAPIRequestError ? networkReason(cause.original) : networkReason(cause);
  return new DeliveryError('unavailable', `Slack could not be reached: ${reason}`, { cause });
}

/** Records whether a failed call reached Slack at all. */
export function noteReach(health: ChannelHealth, error: unknown): void {
  const cause = error instanceof DeliveryError ? error.cause : error;
  if (cause instanceof WebAPIRequestError) health.unreachable('slack', 'web-api');
  else if (cause instanceof WebAPIHTTPError && GATEWAY_FAILURES.has(cause.statusCode))
    health.unreachable('slack', 'web-api');
  else if (cause instanceof WebAPIPlatformError || cause instanceof WebAPIRateLimitedError)
    health.reached('slack', 'web-api');
}

/** From a proxy in front of Slack that got no answer either. */
const GATEWAY_FAILURES = new Set([502, 503, 504]);

/** Returns Slack's name for the error, such as `message_not_found`, or null if there is none. */
export function slackErrorName(error: unknown): string | null {
  const cause = error instanceof DeliveryError ? error.cause : error;
  if (cause instanceof ResponseUrlError) return cause.slackError;
  if (!(cause instanceof WebAPIPlatformError)) return null;
  // A proxy in front of Slack may answer with JSON of its own.
  const name: unknown = cause.data.error;
  return typeof name === 'string' ? name : null;
}

/**
 * Interprets an error that Slack names.
 * @param detail from `detailIn`, empty if Slack says no more.
 */
export function namedProblem(
  name: string,
  detail: string,
  options: ErrorOptions = {},
): DeliveryError {
  if (name === 'ratelimited' || name === 'rate_limited') return throttled(null, options.cause);
  const shown = name.slice(0, MAX_NAME);
  const advice = GONE[name];
  if (advice !== undefined)
    return new DeliveryError('gone', `Slack answered ${shown}: ${advice}`, options);
  const problem = UNAVAILABLE.has(name) ? 'unavailable' : 'rejected';
  return new DeliveryError(
    problem,
    `Slack answered ${shown}${detail === '' ? '' : `: ${detail}`}`,
    options,
  );
}

const MAX_NAME = 80;
const MAX_MESSAGES = 3;
const MAX_MESSAGE = 160;

const detailSchema = z.object({ response_metadata: z.object({ messages: z.array(z.string()) }) });

/**
 * Returns Slack's description of what is wrong with a call (`response_metadata.messages`), such as
 * "unsupported type [json-pointer:/view]": a few messages, truncated, and without what they quote.
 */
export function detailIn(answer: unknown): string {
  const messages = detailSchema.safeParse(answer).data?.response_metadata.messages ?? [];
  return messages
    .slice(0, MAX_MESSAGES)
    .map((message) => withoutQuotes(message.slice(0, MAX_MESSAGE)))
    .join('; ');
}

function withoutQuotes(message: string): string {
  return message
    .replace(/"[^"]*("|$)|'[^']*('|$)|`[^`]*(`|$)/g, '"…"')
    .replace(/[^\x20-\x7e…]+/g, '…');
}

/** Slack's own refusals have status 200; other statuses come from a proxy or Slack's front end. */
function ofStatus(cause: WebAPIHTTPError): DeliveryError {
  const { statusCode: status } = cause;
  const problem = status >= 500 || status === 408 || status === 429 ? 'unavailable' : 'rejected';
  return new DeliveryError(problem, `Slack answered ${status}`, { cause });
}

function throttled(retryAfterMs: number | null, cause: unknown): DeliveryError {
  return new DeliveryError('throttled', 'Slack answered ratelimited', {
    cause,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}
