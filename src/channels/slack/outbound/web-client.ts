import { LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';

const TIMEOUT_MS = 10_000;

/**
 * How every call to Slack is made: once (the outbox tries again, and a rate limit is for the caller to hear of), within
 * 10 s, and without a line in any log: what the SDK would write there can hold the text of a message.
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

/** A client for Slack's Web API; without a token for the few methods that take none. */
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
