import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** Larger than any file that is taken, so that who sends one too large reads why. */
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_MS = 30_000;

/**
 * Drops what still comes of a request that was answered before its end, up to a limit, and only then closes the
 * connection. Closed at once, it would be reset, and the client would see a broken pipe instead of the answer.
 */
export function discardRest(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  let closing = false;
  // Node calls this after the answer on a connection that is not kept. The client is told the end of the answer only.
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
