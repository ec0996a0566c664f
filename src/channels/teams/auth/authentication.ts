import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory as CredentialFactory,
} from 'botbuilder';
import { withTimeout } from '../../../concurrency/timeout.ts';
import type { TeamsConfig } from '../../../config/teams.ts';
import { DeliveryError } from '../../../ports/channel.ts';
import { type ChannelHealth, NO_HEALTH } from '../../../ports/channel-health.ts';
import { createConnectorClient } from '../outbound/connector-client.ts';

/** The only issuer of tokens that the Bot Framework sends to bots. */
export const CHANNEL_ISSUER = 'https://api.botframework.com';

const OPEN_ID_METADATA_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const LOGIN_URL = 'https://login.microsoftonline.com/';

type Credentials = Awaited<ReturnType<CredentialFactory['createCredentials']>>;

export interface AuthenticationSettings {
  readonly config: TeamsConfig;
  readonly password: string | null;
  readonly connectorTimeoutMs: number;
  /** Where the signing keys of the Bot Framework are described, if not at Microsoft's own address. */
  readonly openIdMetadataUrl?: string;
  /** Where access tokens for the connector come from, if not from Entra ID. */
  readonly credentials?: CredentialFactory;
  /** Hears of credentials that Entra ID or the connector refuses. */
  readonly health?: ChannelHealth;
}

/**
 * Checks tokens that come in and gets those that go out. All settings are given together: with some of them only,
 * botbuilder takes the rest for empty and refuses every token.
 */
export function createAuthentication(
  settings: AuthenticationSettings,
): ConfigurationBotFrameworkAuthentication {
  const { config } = settings;
  const metadataUrl = settings.openIdMetadataUrl ?? OPEN_ID_METADATA_URL;
  return new ConfigurationBotFrameworkAuthentication(
    {
      ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
      ToBotFromChannelTokenIssuer: CHANNEL_ISSUER,
      ToChannelFromBotLoginUrl: loginUrl(config),
      ToChannelFromBotOAuthScope: CHANNEL_ISSUER,
      OAuthUrl: CHANNEL_ISSUER,
      CallerId: 'urn:botframework:azure',
      ValidateAuthority: true,
    },
    new ReportingCredentials(settings),
    undefined,
    undefined,
    { httpClient: createConnectorClient(settings.connectorTimeoutMs, settings.health) },
  );
}

/** Gets the bot's own access token for the connector; null where it has none, as in front of an emulator. */
export type BotToken = () => Promise<string | null>;

/** The token that botbuilder signs its requests with. Rejects with a DeliveryError where it cannot be had. */
export function createBotToken(settings: AuthenticationSettings): BotToken {
  const { config } = settings;
  const factory = new ReportingCredentials(settings);
  return async () => {
    if (config.appId === '') return null;
    const credentials = await factory.createCredentials(
      config.appId,
      CHANNEL_ISSUER,
      loginUrl(config),
      true,
    );
    return tokenOf(credentials);
  };
}

/** botbuilder's credentials can all name their token, but their interface says only that they sign with it. */
async function tokenOf(credentials: Credentials): Promise<string | null> {
  if (!('getToken' in credentials) || typeof credentials.getToken !== 'function') return null;
  const token: unknown = await credentials.getToken();
  return typeof token === 'string' ? token : null;
}

function loginUrl({ tenantId }: TeamsConfig): string {
  return `${LOGIN_URL}${tenantId ?? 'botframework.com'}`;
}

/** Says a token that cannot be had as what it is for the outbox: a reason to try again. Makes each client once. */
class ReportingCredentials extends CredentialFactory {
  readonly #made = new Map<string, Promise<Credentials>>();

  readonly #timeoutMs: number;

  readonly #health: ChannelHealth;

  /** Where credentials come from, if not from Entra ID. */
  readonly #source: CredentialFactory | null;

  constructor({
    config,
    password,
    connectorTimeoutMs,
    credentials,
    health = NO_HEALTH,
  }: AuthenticationSettings) {
    super({
      MicrosoftAppId: config.appId,
      MicrosoftAppPassword: password ?? '',
      MicrosoftAppType: config.allowAnonymous ? 'MultiTenant' : config.appType,
      ...(config.tenantId === null ? {} : { MicrosoftAppTenantId: config.tenantId }),
    });
    this.#timeoutMs = connectorTimeoutMs;
    this.#health = health;
    this.#source = credentials ?? null;
  }

  override createCredentials(
    ...[appId, audience, loginEndpoint, validateAuthority]: Parameters<
      CredentialFactory['createCredentials']
    >
  ): Promise<Credentials> {
    const key = `${appId} ${audience} ${loginEndpoint}`;
    const made =
      this.#made.get(key) ??
      this.#create(appId, audience, loginEndpoint, validateAuthority).then((credentials) =>
        reporting(credentials, this.#timeoutMs, this.#health),
      );
    this.#made.set(key, made);
    return made;
  }

  #create(...wanted: Parameters<CredentialFactory['createCredentials']>): Promise<Credentials> {
    return this.#source === null
      ? super.createCredentials(...wanted)
      : this.#source.createCredentials(...wanted);
  }
}

function reporting(credentials: Credentials, timeoutMs: number, health: ChannelHealth) {
  return {
    signRequest: (request: Parameters<Credentials['signRequest']>[0]) =>
      reported(credentials.signRequest(request), timeoutMs, health),
    getToken: () => reported(tokenOf(credentials), timeoutMs, health),
  };
}

/** Entra ID's codes for an app or secret it will not take until somebody changes it; a network fault has others. */
const REFUSED = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_grant',
  'access_denied',
]);

/** MSAL's codes for no answer of Entra ID (`ClientAuthErrorCodes`), and our own name for a late one. */
const UNREACHABLE = new Set([
  'network_error',
  'no_network_connectivity',
  'endpoints_resolution_error',
  'openid_config_error',
  'TimeoutError',
]);

async function reported<T>(work: Promise<T>, timeoutMs: number, health: ChannelHealth): Promise<T> {
  try {
    const token = await withTimeout(work, timeoutMs);
    health.accepted('teams', 'MicrosoftAppPassword');
    health.reached('teams', 'token');
    return token;
  } catch (error) {
    const problem = tokenProblem(error);
    if (REFUSED.has(problem)) health.refused('teams', 'MicrosoftAppPassword', problem);
    if (UNREACHABLE.has(problem)) health.unreachable('teams', 'token');
    else health.reached('teams', 'token');
    throw new DeliveryError('unavailable', `No access token for the Bot Connector: ${problem}`);
  }
}

/** Entra ID's error code, such as `invalid_client`; its prose may name the account. */
function tokenProblem(error: unknown): string {
  if (error instanceof Error && 'errorCode' in error && typeof error.errorCode === 'string')
    return error.errorCode;
  return error instanceof Error ? error.name : 'unknown reason';
}
