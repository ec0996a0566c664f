import type { Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { withTimeout } from '../../../concurrency/timeout.ts';
import type { TeamsConfig } from '../../../config/teams.ts';
import { type TeamsActivity, tenantOf } from '../inbound/activity.ts';
import { CHANNEL_ISSUER } from './authentication.ts';
import { withoutConsoleErrors } from './quiet-console.ts';
import { tokenFault } from './token.ts';

export type Admission = Awaited<
  ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>
>;

/** A refused request: its status, and the reason, for the log only. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly why: string;
}

export interface RequestVerifier {
  readonly config: TeamsConfig;
  readonly authentication: ConfigurationBotFrameworkAuthentication;
  readonly now: () => number;
  /** A token is refused if the keys to verify it aren't available within this time. */
  readonly timeoutMs: number;
}

export interface Credentials {
  readonly authorization: string;
  /** The `Origin` header, which only browsers send. */
  readonly origin: string | undefined;
}

/** Admits an activity, or says why not. Never rejects. */
export async function admit(
  verifier: RequestVerifier,
  credentials: Credentials,
  activity: Activity,
): Promise<Admission | Refusal> {
  const why = verifier.config.allowAnonymous
    ? anonymousFault(credentials, activity)
    : identityFault(verifier, credentials, activity);
  if (why !== null) return { status: 401, why };
  try {
    const { authorization } = credentials;
    const checked = withoutConsoleErrors(() =>
      verifier.authentication.authenticateRequest(activity, authorization),
    );
    return await withTimeout(checked, verifier.timeoutMs);
  } catch (error) {
    return {
      status: 401,
      why: error instanceof Error ? error.message.slice(0, 200) : 'unknown reason',
    };
  }
}

/** The Bot Framework's tokens name no tenant, so the activity, which they vouch for, has to. */
export function tenantFault(config: TeamsConfig, activity: TeamsActivity): Refusal | null {
  if (config.allowAnonymous || config.appType !== 'SingleTenant') return null;
  return tenantOf(activity) === config.tenantId
    ? null
    : { status: 403, why: 'from another tenant' };
}

/**
 * An emulator runs on this machine and isn't a web page: no other client is admitted, or answered,
 * without a token.
 */
function anonymousFault({ origin }: Credentials, { serviceUrl }: Activity): string | null {
  if (origin !== undefined) return 'a web page may not speak for an emulator';
  return isLoopback(serviceUrl) ? null : 'an emulator has to be on this machine';
}

function identityFault(
  verifier: RequestVerifier,
  { authorization }: Credentials,
  activity: Activity,
): string | null {
  const { channelId, serviceUrl } = activity;
  if (channelId !== 'msteams') return 'not from Teams';
  if (!serviceUrl.startsWith('https://') && !isLoopback(serviceUrl)) return 'no secure service URL';
  return tokenFault(authorization, {
    issuer: CHANNEL_ISSUER,
    audience: verifier.config.appId,
    serviceUrl,
    nowMs: verifier.now(),
  });
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
