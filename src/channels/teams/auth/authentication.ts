import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory as CredentialFactory,
} from 'botbuilder';
import { withTimeout } from '../../../concurrency/timeout.ts';
import type { TeamsConfig } from '../../../config/teams.ts';
import { type ChannelHealth, NO_HEALTH } from '../../../ports/channel-health.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
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
  /** Address of the Bot Framework's signing key metadata, if not Microsoft's own. */
  readonly openIdMetadataUrl?: string;
  /** Source of access tokens for the connector, if not Entra ID. */
  readonly credentials?: CredentialFactory;
  /** Receives reports of credentials that Entra ID or the connector refuses. */
  readonly health?: ChannelHealth;
}

/**
 * Verifies incoming tokens and gets outgoing ones. All settings are given together: with only some
 * of them, botbuilder takes the rest for empty and refuses every token.
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

/** Gets the bot's own access token for the connector; null if it has none, as with an emulator. */
export type BotToken = () => Promise<string | null>;

/**
 * Gets the token botbuilder signs its requests with. Rejects with a DeliveryError if it isn't
 * available.
 */
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

/**
 * botbuilder's credentials can all return their token, but their interface only covers signing with
 * it.
 */
async function tokenOf(credentials: Credentials): Promise<string | null> {
  if (!('getToken' in credentials) || typeof credentials.getToken !== 'function') return null;
  const token: unknown = await credentials.getToken();
  return typeof token === 'string' ? token : null;
}

function loginUrl({ tenantId }: TeamsConfig): string {
  return `${LOGIN_URL}${tenantId ?? 'botframework.com'}`;
}

/** Reports an unavailable token to the outbox as a reason to retry. Creates each client once. */
class ReportingCredentials extends CredentialFactory {
  readonly #made = new Map<string, Promise<Credentials>>();

  readonly #timeoutMs: number;

  readonly #health: ChannelHealth;

  /** Source of credentials, if not Entra ID. */
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

/**
 * Entra ID's codes for an app or secret it refuses until a person changes it; a network fault has
 * other codes.
 */
const REFUSED = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_grant',
  'access_denied',
]);

/**
 * MSAL's codes for no answer from Entra ID (`ClientAuthErrorCodes`), and our own code for a late
 * one.
 */
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

/** Returns Entra ID's error code, such as `invalid_client`; its message may name the account. */
function tokenProblem(error: unknown): string {
  if (error instanceof Error && 'errorCode' in error && typeof error.errorCode === 'string')
    return error.errorCode;
  return error instanceof Error ? error.name : 'unknown reason';
}
