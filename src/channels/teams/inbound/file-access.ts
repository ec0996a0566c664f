/**
 * How a file may be fetched: `open` by anyone with its URL, which carries its own authorization;
 * `as-bot` only by the bot, with its token.
 */
export type FileAccess = 'open' | 'as-bot';

/** Origins that tests add to Microsoft's own, such as `http://127.0.0.1:4000`. */
export interface FileOrigins {
  readonly open: readonly string[];
  readonly connectors: readonly string[];
}

export const NO_ORIGINS: FileOrigins = { open: [], connectors: [] };

/**
 * OneDrive and SharePoint of an organization: `contoso.sharepoint.com`,
 * `contoso-my.sharepoint.com`. Microsoft lists them in "Microsoft 365 URLs and IP address ranges".
 * Government clouds (except GCC, which also uses these) and the 21Vianet cloud have their own
 * hosts, but no files for bots ("Send and receive files using bot").
 */
const SHAREPOINT = /^[a-z0-9-]{1,63}\.sharepoint\.com$/;

/**
 * Hosts of the Teams Bot Connector in the public cloud and in GCC ("Send proactive messages"). Full
 * names, because anyone can register another name under `trafficmanager.net`.
 */
const CONNECTORS: readonly string[] = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
];

/**
 * Matches pictures in the text of a message, and nothing else of the connector: with the bot's
 * token, its other addresses reveal who is in a chat. Because `%` isn't allowed, no part can stand
 * for another path.
 */
const ATTACHMENT = /^(\/[\w.-]+){1,3}\/v3\/attachments\/[\w.-]+\/views\/[\w.-]+$/;

/**
 * Returns how this URL may be fetched, or null if it may not. This list is the protection: anyone
 * who writes a message or sends a form can put any URL into it.
 * @param serviceUrl The conversation's connector, vouched for by the Bot Framework's signature. The
 * bot's token goes only there.
 */
export function accessTo(url: URL, serviceUrl: string, also: FileOrigins): FileAccess | null {
  if (url.username !== '' || url.password !== '') return null;
  const isSecure = url.protocol === 'https:' && url.port === '';
  if (also.open.includes(url.origin) || (isSecure && SHAREPOINT.test(url.hostname))) return 'open';
  const isConnector =
    also.connectors.includes(url.origin) || (isSecure && CONNECTORS.includes(url.hostname));
  if (!isConnector || !URL.canParse(serviceUrl) || new URL(serviceUrl).origin !== url.origin)
    return null;
  return ATTACHMENT.test(url.pathname) ? 'as-bot' : null;
}
