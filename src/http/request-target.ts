import type { IncomingMessage } from 'node:http';

/**
 * A name or an address, with an optional port, as browsers and proxies write them.
 * https://www.rfc-editor.org/rfc/rfc9110#field.host
 */
const HOST = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,255})(:\d{1,5})?$/i;

/**
 * Returns true if the router can parse the target of a request. The router joins Host and path into
 * one URL, so an odd Host would change the path, and it throws outside of every handler if the
 * result isn't a URL: such a request must not reach it.
 */
export function hasReadableTarget({
  url = '',
  headers: { host = 'localhost' },
}: IncomingMessage): boolean {
  if (!HOST.test(host)) return false;
  const base = `http://${host}`;
  return url.startsWith('/') ? URL.canParse(base + url) : URL.canParse(url, base);
}
