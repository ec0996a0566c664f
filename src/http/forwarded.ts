import type { IncomingHttpHeaders } from 'node:http';

/**
 * Headers that proxies, tunnels, load balancers and content networks add to a request, besides
 * names that begin with `x-`. No browser sends any of them. Sources: RFC 7239 and RFC 9110
 * (Forwarded, Via), RFC 8586 (CDN-Loop),
 * https://developers.cloudflare.com/fundamentals/reference/http-headers/,
 * https://learn.microsoft.com/azure/frontdoor/front-door-http-headers-protocol,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html,
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers.
 */
const HEADERS = new Set([
  'via',
  'max-forwards',
  'client-ip',
  'true-client-ip',
  'remote-addr',
  'incap-client-ip',
  'cdn-loop',
  'ali-cdn-real-ip',
  'front-end-https',
]);

/** Name prefixes of such headers. */
const PREFIXES = [
  'forwarded',
  'proxy-',
  'wl-proxy-',
  'akamai-',
  'ngrok-',
  'cf-',
  'cloudfront-',
  'fastly-',
  'fly-',
  'tailscale-',
];

/** The `x-` headers that no program in between adds: our own page's, and an embedded browser's. */
const OWN = /^x-(signpost-|requested-with$)/;

/**
 * Returns true if a program between the caller and us added a header; a direct request has none of
 * these.
 */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => {
    if (name.startsWith('x-')) return !OWN.test(name);
    return HEADERS.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
  });
}
