import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Whether a request asks for a host this server answers to. */
export type HostCheck = (request: Pick<IncomingMessage, 'headers'>) => boolean;

export interface HostCheckOptions {
  /** Where people reach this server; null if unknown. */
  readonly publicUrl: string | null;
  /** Whether any name is fine. */
  readonly anyName: boolean;
}

/**
 * Lets in requests for an IP address (health probes ask for one), `localhost` and the public host. Any other name may be
 * someone else's that was made to resolve to this machine (DNS rebinding), so that their page can read from it.
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

/** The host name of a `Host` header, in lower case and without its port; null if it is none. */
export function hostnameOf(host: string | undefined): string | null {
  const address = `http://${host ?? ''}`;
  if (!URL.canParse(address)) return null;
  const { hostname, username, password, pathname, search, hash } = new URL(address);
  return username + password + search + hash === '' && pathname === '/' ? hostname : null;
}
