import type { IncomingMessage } from 'node:http';
import { isForwarded } from './forwarded.ts';

const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** Names of this machine in a Host header, with or without a port. */
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** The parts of a request that the check reads. */
export interface Caller extends Pick<IncomingMessage, 'headers'> {
  readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'>;
}

/**
 * Returns true if a request was made on this machine, under a name of this machine, and not on
 * behalf of anyone else: a proxy on this machine connects from loopback as well.
 */
export function isDirectCaller({ headers, socket }: Caller): boolean {
  if (!LOOPBACK_ADDRESSES.has(socket.remoteAddress ?? '')) return false;
  return LOOPBACK_HOST.test(headers.host ?? '') && !isForwarded(headers);
}
