import type { IncomingMessage, ServerResponse } from 'node:http';

/** Larger than any file that is taken, so that who sends one too large reads why. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MS = 30_000;

/**
 * Drops what still comes of a request that was answered before its end, up to a limit, and only then closes the
 * connection. Closed at once, it would be reset, and the client would see a broken pipe instead of the answer.
 */
export function discardRest(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete || request.destroyed) return;
    let bytes = 0;
    const close = () => request.destroy();
    const timer = setTimeout(close, MAX_MS);
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) close();
    });
    request.once('close', () => clearTimeout(timer));
    request.resume();
  });
}
