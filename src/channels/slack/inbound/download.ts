import { networkReason } from '../../../http/network-reason.ts';
import { askTwice, isBusy } from '../../../http/retry-once.ts';
import { FileError } from '../../../ports/file-host.ts';

/**
 * Requests a file with the token, and retries once if Slack is busy or can't be reached. Redirects
 * aren't followed: they lead to the sign-in page, and the token is for Slack only. Rejects with a
 * FileError.
 */
export async function download(url: URL, token: string, signal: AbortSignal): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await askTwice(async () => {
    try {
      return await fetch(url, { headers, redirect: 'manual', signal });
    } catch (error) {
      throw unreachable(error, signal);
    }
  }, signal);
  if (!isBusy(response.status)) return response;
  await response.body?.cancel();
  throw new FileError('unreachable', `Slack answered ${response.status}`);
}

/**
 * Returns the bytes of the file, or null if the response isn't the file but Slack's sign-in page or
 * a refusal.
 * @param type Media type the file should have.
 */
export function contentOf(
  { status, headers, body }: Response,
  type: string | null,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> | null {
  if (status !== 200 || body === null) return null;
  const isPage = /^text\/html\b/i.test(headers.get('content-type') ?? '');
  return isPage && type !== 'text/html' ? null : bytesOf(body, signal);
}

async function* bytesOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    throw unreachable(error, signal);
  }
}

function unreachable(error: unknown, signal: AbortSignal): FileError {
  const reason = signal.aborted ? 'it took too long' : networkReason(error);
  return new FileError('unreachable', `Slack could not be reached: ${reason}`, { cause: error });
}
