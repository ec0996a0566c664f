import { z } from 'zod';
import { flag, isLoopback, optional } from './variable.ts';

export interface TeamsConfig {
  /** Empty only if `allowAnonymous` is true. */
  readonly appId: string;
  readonly appType: 'SingleTenant' | 'MultiTenant';
  readonly tenantId: string | null;
  /** For an emulator on the same machine: accepts requests without a token. */
  readonly allowAnonymous: boolean;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The variables for Teams, to be read with all others. */
export const teamsVariables = {
  MicrosoftAppId: optional(
    z.string().regex(GUID, { error: 'is not an app id; copy the GUID from the Azure bot' }),
  ),
  MicrosoftAppPassword: optional(z.string()),
  MicrosoftAppTenantId: optional(
    z.string().regex(GUID, { error: 'is not a tenant id; copy the GUID from Entra ID' }),
  ),
  MicrosoftAppType: optional(
    z.enum(['SingleTenant', 'MultiTenant'], {
      error: 'is not supported; write SingleTenant or MultiTenant',
    }),
  ),
  TEAMS_ALLOW_ANONYMOUS: flag('TEAMS_ALLOW_ANONYMOUS'),
};

const teamsSchema = z.object(teamsVariables);
type TeamsVariables = z.infer<typeof teamsSchema>;

/** Returns the Teams settings of these variables, or null if Teams isn't configured. */
export function teamsConfig(variables: TeamsVariables): TeamsConfig | null {
  if (variables.MicrosoftAppId === undefined && !variables.TEAMS_ALLOW_ANONYMOUS) return null;
  return {
    appId: variables.MicrosoftAppId ?? '',
    appType: variables.MicrosoftAppType ?? 'SingleTenant',
    tenantId: variables.MicrosoftAppTenantId ?? null,
    allowAnonymous: variables.TEAMS_ALLOW_ANONYMOUS,
  };
}

/**
 * Finds problems in combinations of valid variables, one line per problem; `host` is where we
 * listen.
 */
export function teamsProblems(variables: TeamsVariables, host: string): string[] {
  const { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType } =
    variables;
  const problems = anonymousProblems(variables, host);
  if (MicrosoftAppId !== undefined && MicrosoftAppPassword === undefined) {
    problems.push(
      'MicrosoftAppPassword is missing; copy the client secret that belongs to MicrosoftAppId.',
    );
  }
  if (MicrosoftAppId === undefined && MicrosoftAppPassword !== undefined) {
    problems.push(
      'MicrosoftAppId is missing; copy the app id that MicrosoftAppPassword belongs to.',
    );
  }
  const singleTenant = (MicrosoftAppType ?? 'SingleTenant') === 'SingleTenant';
  if (MicrosoftAppId !== undefined && singleTenant && MicrosoftAppTenantId === undefined) {
    problems.push(
      'MicrosoftAppTenantId is missing; a single-tenant bot needs the GUID of its tenant.',
    );
  }
  return problems;
}

function anonymousProblems(
  { TEAMS_ALLOW_ANONYMOUS, MicrosoftAppId }: TeamsVariables,
  host: string,
): string[] {
  if (!TEAMS_ALLOW_ANONYMOUS) return [];
  const problems: string[] = [];
  if (!isLoopback(host)) {
    problems.push(
      `TEAMS_ALLOW_ANONYMOUS lets anyone in who reaches ${host}; leave it out, or set SIGNPOST_HOST=127.0.0.1.`,
    );
  }
  if (MicrosoftAppId !== undefined) {
    problems.push('TEAMS_ALLOW_ANONYMOUS contradicts MicrosoftAppId; leave one of them out.');
  }
  return problems;
}
