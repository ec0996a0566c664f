import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Returns true if a request asks for a host this server answers to. */
export type HostCheck = (request: Pick<IncomingMessage, 'headers'>) => boolean;

export interface HostCheckOptions {
  /** Public address of this server; null if unknown. */
  readonly publicUrl: string | null;
  /** True if any name is accepted. */
  readonly anyName: boolean;
}

/**
 * Accepts requests for an IP address (health probes use one), `localhost` and the public host. Any
 * other name may be a stranger's that was made to resolve to this machine (DNS rebinding), so that
 * the stranger's page can read from it.
 */
export function createHostCheck({ publicUrl, anyName }: HostCheckOptions): HostCheck {
  const publicHost = publicUrl === null ? null : new URL(publicUrl).hostname;
  return ({ headers }) => {
    const host = hostnameOf(headers.host);
    if (host === null) return false;
    return (
      anyName ||
      host === 'localhost' ||
      host === publicHost ||
      isIP(host.replace(/^\[|\]$/g, '')) !== 0
    );
  };
}

/**
 * Returns the host name of a `Host` header, in lower case and without its port; null if it is
 * invalid.
 */
export function hostnameOf(host: string | undefined): string | null {
  const address = `http://${host ?? ''}`;
  if (!URL.canParse(address)) return null;
  const { hostname, username, password, pathname, search, hash } = new URL(address);
  return username + password + search + hash === '' && pathname === '/' ? hostname : null;
}
