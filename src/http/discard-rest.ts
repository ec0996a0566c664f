import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/**
 * Larger than any accepted file, so that a person who sends too large a file can read why it was
 * refused.
 */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MS = 30_000;

/**
 * Drops the rest of a request that was answered before its end, up to a limit, and only then closes
 * the connection. Closed at once, the connection would be reset, and the client would see a broken
 * pipe instead of the answer.
 */
export function discardRest(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  let closing = false;
  // Node calls this after the answer on a connection that isn't kept alive. While the request is
  // incomplete, this only tells the client that the answer has ended.
  socket.destroySoon = () => {
    if (request.complete || request.destroyed) return Socket.prototype.destroySoon.call(socket);
    closing = true;
    socket.end();
  };
  response.once('finish', () => {
    if (request.complete || request.destroyed) return;
    let bytes = 0;
    const close = () => socket.destroy();
    const timer = setTimeout(close, MAX_MS);
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) close();
    });
    request.once('end', () => {
      if (closing) close();
    });
    request.once('close', () => clearTimeout(timer));
    request.resume();
  });
}
