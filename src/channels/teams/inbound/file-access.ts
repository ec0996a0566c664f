/**
 * How a file may be fetched: by whoever has its URL, which carries its own leave; or by the bot alone, with its token.
 */
export type FileAccess = 'open' | 'as-bot';

/** Origins that tests put beside Microsoft's own, such as `http://127.0.0.1:4000`. */
export interface FileOrigins {
  readonly open: readonly string[];
  readonly connectors: readonly string[];
}

export const NO_ORIGINS: FileOrigins = { open: [], connectors: [] };

/**
 * OneDrive and SharePoint of an organization: `contoso.sharepoint.com`, `contoso-my.sharepoint.com`. Microsoft lists
 * them in "Microsoft 365 URLs and IP address ranges". The government's clouds but GCC, which is here as well, and the
 * one of 21Vianet have hosts of their own, but no files for bots ("Send and receive files using bot").
 */
const SHAREPOINT = /^[a-z0-9-]{1,63}\.sharepoint\.com$/;

/**
 * Where the Bot Connector of Teams is, in the public cloud and in GCC ("Send proactive messages"). Names in full: anyone
 * can have another one under `trafficmanager.net`.
 */
const CONNECTORS: readonly string[] = [
  'smba.trafficmanager.net',
  'smba.infra.gcc.teams.microsoft.com',
];

/**
 * Pictures in the text of a message, and nothing else of the connector: with the bot's token, its other addresses tell
 * who is in a chat. Without `%`, no part of it can mean another path.
 */
const ATTACHMENT = /^(\/[\w.-]+){1,3}\/v3\/attachments\/[\w.-]+\/views\/[\w.-]+$/;

/**
 * How this URL may be fetched, null where not at all. This list is what guards us: whoever writes a message, or sends a
 * form, can put any URL into it.
 * @param serviceUrl The connector of the conversation, for which the Bot Framework's own signature vouches. The bot's
 *   token goes there and nowhere else.
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
