import { networkReason } from '../../../http/network-reason.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';

/** What to post to a URL that Slack issued. */
export interface UrlPost<T> {
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly timeoutMs: number;
  /** Reads the response, within the same time. */
  readonly read: (response: Response) => Promise<T>;
}

/**
 * Posts to a URL that Slack issued, without the token and without following redirects. Rejects with
 * a DeliveryError (`unavailable`) if the connection fails or the time is over.
 */
export async function postToUrl<T>(
  url: URL,
  { contentType, body, timeoutMs, read }: UrlPost<T>,
): Promise<T> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await read(response);
  } catch (cause) {
    throw new DeliveryError('unavailable', `Slack could not be reached: ${networkReason(cause)}`, {
      cause,
    });
  }
}
