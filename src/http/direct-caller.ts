import type { IncomingMessage } from 'node:http';

const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** As a Host header names this machine, the port aside. */
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** What proxies add. A proxy on this machine connects from loopback as well. */
const FORWARDING_HEADER = /^(forwarded|via|x-forwarded-|x-real-ip$|x-client-ip$|x-original-|cf-|true-client-ip$)/;

/** Returns true if a request was made on this machine, by name of this machine, and not on behalf of anybody else. */
export function isDirectCaller({ headers, socket }: IncomingMessage): boolean {
  if (!LOOPBACK_ADDRESSES.has(socket.remoteAddress ?? '')) return false;
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return false;
  return !Object.keys(headers).some((name) => FORWARDING_HEADER.test(name));
}
