import { networkReason } from '../../../http/network-reason.ts';
import { askTwice, isBusy } from '../../../http/retry-once.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import { FileError, type FileHost } from '../../../ports/file-host.ts';
import { readAddress } from '../address.ts';
import type { BotToken } from '../auth/authentication.ts';
import { accessTo, type FileOrigins } from './file-access.ts';
import { readSource } from './file-source.ts';

export interface FileHostSettings {
  /** Gets the token for the connector's files. */
  readonly token: BotToken;
  readonly origins: FileOrigins;
}

/** SharePoint redirects to another of its hosts if an organization has several. */
const MAX_REDIRECTS = 2;

/**
 * Fetches files sent in Teams. Its errors contain no URLs, because a URL may itself give access to
 * the file.
 */
export function createFileHost({ token, origins }: FileHostSettings): FileHost {
  return {
    name: 'teams',
    async openFile(source, address, signal) {
      const read = readSource(source);
      if (read === null || !URL.canParse(read.url))
        throw new FileError('gone', 'Teams named no URL for it');
      const { serviceUrl } = readAddress(address);
      const response = await answerTo(new URL(read.url), serviceUrl, signal);
      const type = response.headers.get('content-type') ?? '';
      if (/^text\/html\b/i.test(type) && !read.isPage) {
        await response.body?.cancel();
        throw new FileError('gone', 'there was a page for people in place of the file');
      }
      return bytesOf(response);
    },
  };

  /** Follows redirects between open hosts. */
  async function answerTo(first: URL, serviceUrl: string, signal: AbortSignal): Promise<Response> {
    let url = first;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const access = accessTo(url, serviceUrl, origins);
      // The redirect leaves Teams' own addresses: the bot's token must not go there.
      if (access === null || (access === 'as-bot' && hops > 0)) {
        throw new FileError('gone', `it is at no host of Microsoft's for files: ${url.hostname}`);
      }
      const authorization = access === 'as-bot' ? await authorizationFor(token) : null;
      const response = await askTwice(() => request(url, authorization, signal), signal);
      if (response.ok) return response;
      await response.body?.cancel();
      const location = response.headers.get('location');
      const isRedirect = [301, 302, 303, 307, 308].includes(response.status);
      if (!isRedirect || location === null || !URL.canParse(location, url.href))
        throw fileErrorFor(response.status);
      url = new URL(location, url);
    }
    throw new FileError('gone', 'it was redirected too often');
  }
}

async function authorizationFor(token: BotToken): Promise<string | null> {
  try {
    const text = await token();
    return text === null ? null : `Bearer ${text}`;
  } catch (error) {
    throw new FileError(
      'unreachable',
      error instanceof DeliveryError ? error.message : 'no access token',
    );
  }
}

async function request(
  url: URL,
  authorization: string | null,
  signal: AbortSignal,
): Promise<Response> {
  // Nothing is decompressed: bytes are counted as they arrive.
  const headers = {
    'accept-encoding': 'identity',
    ...(authorization === null ? {} : { authorization }),
  };
  try {
    return await fetch(url, { headers, redirect: 'manual', signal });
  } catch (error) {
    throw new FileError('unreachable', `no answer: ${networkReason(error)}`);
  }
}

/**
 * An expired URL is answered with 401 or 403 and can't be renewed: the file has to be sent again.
 */
function fileErrorFor(status: number): FileError {
  return new FileError(isBusy(status) ? 'unreachable' : 'gone', `it was answered with ${status}`);
}

async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body;
  } catch (error) {
    throw new FileError('unreachable', `it broke off: ${networkReason(error)}`);
  }
}
