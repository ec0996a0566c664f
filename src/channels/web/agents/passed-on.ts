import type { IncomingMessage } from 'node:http';
import { isForwarded } from '../../../http/forwarded.ts';

/**
 * Returns whether a request came through a proxy. nginx adds no header by default, but sends
 * HTTP/1.0, which no browser does
 * (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version).
 */
export function isPassedOn({
  headers,
  httpVersion,
}: Pick<IncomingMessage, 'headers' | 'httpVersion'>): boolean {
  return httpVersion !== '1.1' || isForwarded(headers);
}
