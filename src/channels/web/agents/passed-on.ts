import type { IncomingMessage } from 'node:http';

/**
 * What proxies, tunnels, load balancers and content networks add to a request. No browser sends any of it. Sources:
 * RFC 7239 and RFC 9110 (Forwarded, Via), RFC 8586 (CDN-Loop),
 * https://developers.cloudflare.com/fundamentals/reference/http-headers/,
 * https://learn.microsoft.com/azure/frontdoor/front-door-http-headers-protocol,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html,
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_conn_man/headers.
 */
const HEADERS = new Set([
  'forwarded',
  'via',
  'max-forwards',
  'proxy-connection',
  'proxy-client-ip',
  'wl-proxy-client-ip',
  'client-ip',
  'true-client-ip',
  'remote-addr',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-forward-for',
  'x-remote-ip',
  'x-remote-addr',
  'x-host',
  'x-http-host-override',
  'x-proxyuser-ip',
  'x-proxy-id',
  'x-url-scheme',
  'x-scheme',
  'x-request-id',
  'x-cloud-trace-context',
  'x-nf-client-connection-ip',
  'x-sucuri-clientip',
  'incap-client-ip',
  'cdn-loop',
  'ali-cdn-real-ip',
  'front-end-https',
]);

/** Families of names: `x-forwarded-for`, `-host`, `-proto`, `-server` and so on. */
const PREFIXES = [
  'x-forwarded',
  'x-original-',
  'x-real-',
  'x-envoy-',
  'x-amz',
  'x-azure-',
  'x-fd-',
  'x-arr-',
  'x-appgw-',
  'x-appengine-',
  'x-akamai-',
  'akamai-',
  'x-vercel-',
  'x-traefik-',
  'x-ngrok-',
  'ngrok-',
  'cf-',
  'cloudfront-',
  'fastly-',
  'fly-',
  'tailscale-',
];

/**
 * Whether a request was passed on by somebody else's program. nginx adds none of these headers by default, but asks in
 * HTTP/1.0, which no browser does (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version).
 */
export function isPassedOn({ headers, httpVersion }: Pick<IncomingMessage, 'headers' | 'httpVersion'>): boolean {
  if (httpVersion !== '1.1') return true;
  return Object.keys(headers).some((name) => HEADERS.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)));
}
