import type { IncomingHttpHeaders } from 'node:http';

/**
 * What proxies, tunnels, load balancers and content networks add to a request, beside names that begin with `x-`. No
 * browser sends any of it. Sources: RFC 7239 and RFC 9110 (Forwarded, Via), RFC 8586 (CDN-Loop),
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

/** Families of names. */
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

/** The names with `x-` that no program in between adds: those of our own page, and of an embedded browser. */
const OWN = /^x-(signpost-|requested-with$)/;

/** Returns true if a program between the caller and us added a header: a request of the caller's own has none of these. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some((name) => {
    if (name.startsWith('x-')) return !OWN.test(name);
    return HEADERS.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
  });
}
