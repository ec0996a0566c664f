import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * Sends these very bytes and gives all that is answered until the connection ends; empty if it
 * is just closed.
 */
export async function rawHttp(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(5_000, () => socket.destroy());
  socket.write(bytes, 'latin1');
  return text(socket).catch(() => '');
}
