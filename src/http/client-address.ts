import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Names the network a request comes from, as the limits count it: an IPv4 address, or an IPv6
 * network (/64).
 */
export type ClientAddress = (request: AddressedRequest) => string;

/** The parts of a request that are read. */
export interface AddressedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** An address or network of a proxy: `10.0.0.5`, `10.0.0.0/8`, `fd00::/8`. */
export interface Network {
  readonly address: string;
  /** Length of the prefix in bits. */
  readonly prefix: number;
}

/**
 * Reads `X-Forwarded-For` only if a trusted proxy sent it, and from its end: everything before the
 * last address that isn't a trusted proxy's may be made up by the client.
 */
export function createClientAddress(trustedProxies: readonly Network[]): ClientAddress {
  const trusted = new BlockList();
  for (const { address, prefix } of trustedProxies)
    trusted.addSubnet(address, prefix, familyOf(address));

  function isTrusted(address: string): boolean {
    return isIP(address) !== 0 && trusted.check(address, familyOf(address));
  }

  return ({ headers, socket }) => {
    const peer = withoutIpv6Prefix(socket.remoteAddress ?? '');
    if (!isTrusted(peer)) return groupOf(peer);
    const hops = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((hop) => withoutIpv6Prefix(withoutPort(hop.trim())));
    const client = hops.findLast((hop) => !isTrusted(hop)) ?? '';
    // Counts the proxy itself if the address can't be read.
    return groupOf(isIP(client) === 0 ? peer : client);
  };
}

/**
 * Providers give each customer at least a /64, which holds more addresses than any limit could
 * count.
 */
function groupOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const { hostname } = new URL(`http://[${address.split('%')[0]}]`);
  const groups = hostname.slice(1, -1).split('::');
  const [head = [], tail = []] = groups.map((part) =>
    part.split(':').filter((group) => group !== ''),
  );
  const zeros =
    groups.length === 2 ? Array.from({ length: 8 - head.length - tail.length }, () => '0') : [];
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
}

/** Converts an IPv4 address as IPv6 sockets show it (`::ffff:10.0.0.1`) to plain IPv4. */
function withoutIpv6Prefix(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

/** Some proxies add the client's port: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function withoutPort(hop: string): string {
  return /^\[(.+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(hop)?.[1] ?? hop;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
