import { setTimeout as sleep } from 'node:timers/promises';
import { FileError } from '../channel.ts';
import { networkReason } from './delivery-problem.ts';

/** Waits are short: a person waits to hear what became of their file. */
const RETRY_AFTER_MS = 300;
const LONGEST_WAIT_MS = 2_000;

/**
 * Asks for a file with the token, and once more where Slack is busy or cannot be reached. No redirect is followed: they
 * lead to the sign-in page, and the token is for nobody else. Rejects with a FileError.
 */
export async function download(url: URL, token: string, signal: AbortSignal): Promise<Response> {
  const first = await attempt(url, token, signal);
  if (first instanceof Response) return first;
  await patience(first, signal);
  const second = await attempt(url, token, signal);
  if (second instanceof Response) return second;
  throw second.error;
}

/**
 * The bytes of the file; null where the answer is none, but Slack's sign-in page or a refusal.
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

async function* bytesOf(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    throw unreachable(error, signal);
  }
}

/** Why an attempt came to nothing, and how long Slack wants to be left alone. */
interface Setback {
  readonly error: FileError;
  readonly waitMs: number;
}

async function attempt(url: URL, token: string, signal: AbortSignal): Promise<Response | Setback> {
  const headers = { authorization: `Bearer ${token}` };
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    if (!isBusy(response)) return response;
    await response.body?.cancel();
    const asked = response.headers.get('retry-after');
    const error = new FileError('unreachable', `Slack answered ${response.status}`);
    return { error, waitMs: asked === null ? RETRY_AFTER_MS : Number(asked) * 1000 };
  } catch (error) {
    return { error: unreachable(error, signal), waitMs: RETRY_AFTER_MS };
  }
}

/** Rejects with the error where there is no time to wait. */
async function patience({ error, waitMs }: Setback, signal: AbortSignal): Promise<void> {
  if (signal.aborted || !(waitMs <= LONGEST_WAIT_MS)) throw error;
  await sleep(waitMs, undefined, { signal }).catch(() => {
    throw error;
  });
}

function isBusy({ status }: Response): boolean {
  return status === 429 || status === 408 || status >= 500;
}

function unreachable(error: unknown, signal: AbortSignal): FileError {
  const reason = signal.aborted ? 'it took too long' : networkReason(error);
  return new FileError('unreachable', `Slack could not be reached: ${reason}`, { cause: error });
}
