import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';

const TIMEOUT_MS = 10_000;

/**
 * Options for every call to Slack: one attempt (the outbox retries, and the caller handles rate
 * limits), a timeout of 10 s, and no logging, because the SDK could log the text of a message.
 */
export function webClientOptions(slackApiUrl?: string): WebClientOptions {
  return {
    timeout: TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: SILENT,
    ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
  };
}

/** Creates a client for Slack's Web API; without a token for the few methods that take none. */
export function createWebClient(token: string | undefined, slackApiUrl?: string): WebClient {
  return new WebClient(token, webClientOptions(slackApiUrl));
}

const SILENT: NonNullable<WebClientOptions['logger']> = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
