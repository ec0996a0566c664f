import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { networkReason } from '../../../http/network-reason.ts';
import { retryAfterMs } from '../../../http/retry-after.ts';
import { type ChannelHealth, NO_HEALTH } from '../../../ports/channel-health.ts';
import { DeliveryError, type DeliveryProblem } from '../../../ports/delivery-error.ts';

type ConnectorOptions = NonNullable<
  ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]
>;
export type ConnectorClient = NonNullable<ConnectorOptions['httpClient']>;
type ConnectorRequest = Parameters<ConnectorClient['sendRequest']>[0];

/**
 * Sends botbuilder's requests. No option disables its own retries, which would delay a message
 * unnoticed; a DeliveryError thrown here bypasses them, so that only the outbox decides when to
 * retry.
 */
export function createConnectorClient(
  timeoutMs: number,
  health: ChannelHealth = NO_HEALTH,
): ConnectorClient {
  return {
    async sendRequest(request) {
      const response = await call(request, timeoutMs).catch((error: unknown) => {
        health.unreachable('teams', 'connector');
        throw error;
      });
      if (GATEWAY_FAILURES.has(response.status)) health.unreachable('teams', 'connector');
      else health.reached('teams', 'connector');
      const bodyAsText = await response.text().catch(() => '');
      // A 401 means the token is refused, regardless of the request.
      if (response.status === 401) health.refused('teams', 'connector', 'unauthorized');
      if (!response.ok) throw deliveryErrorFor(response, bodyAsText);
      health.accepted('teams', 'connector');
      const headers = request.headers.clone();
      for (const { name } of headers.headersArray()) headers.remove(name);
      headers.set('content-type', response.headers.get('content-type') ?? 'application/json');
      return { request, status: response.status, headers, bodyAsText };
    },
  };
}

/** From a gateway in front of the Bot Connector that got no answer either. */
const GATEWAY_FAILURES = new Set([502, 503, 504]);

async function call(request: ConnectorRequest, timeoutMs: number): Promise<Response> {
  try {
    return await fetch(request.url, {
      method: request.method,
      headers: Object.fromEntries(
        request.headers.headersArray().map(({ name, value }) => [name, value]),
      ),
      body: typeof request.body === 'string' ? request.body : null,
      // The access token must not go to another host.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw new DeliveryError(
      'unavailable',
      `The Bot Connector could not be reached: ${networkReason(error)}`,
    );
  }
}

function deliveryErrorFor(response: Response, body: string): DeliveryError {
  const { status } = response;
  const code = platformCode(body);
  const wait = retryAfterMs(response.headers.get('retry-after'), Date.now());
  return new DeliveryError(
    problemOf(status),
    `The Bot Connector answered ${status}${code === null ? '' : ` ${code}`}`,
    wait === null ? {} : { retryAfterMs: wait },
  );
}

/**
 * Source: Microsoft's "Rate limiting" page, which says to retry 412, 429, 502 and 504; a new secret
 * fixes 401.
 */
function problemOf(status: number): DeliveryProblem {
  if (status === 429) return 'throttled';
  if (status >= 500 || status === 401 || status === 408 || status === 412) return 'unavailable';
  if (status === 403 || status === 404 || status === 410) return 'gone';
  return 'rejected';
}

/**
 * Returns the connector's error code, such as `MessageSizeTooBig`; never its text, which may quote
 * the message.
 */
function platformCode(body: string): string | null {
  return /"code"\s*:\s*"([A-Za-z0-9_.-]{1,80})"/.exec(body)?.[1] ?? null;
}

/**
 * Returns why a request had no answer as the network error code, such as `ECONNRESET`; never the
 * message, which may name the URL.
 */
