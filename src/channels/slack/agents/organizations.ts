import type { Kysely } from 'kysely';
import type { Database } from '../../../store/database.ts';
import { organizationOf } from '../../../store/slack/conversations.ts';
import type { Api, Where } from '../outbound/api.ts';

/**
 * Maps workspaces to their organization (`E…`). A desk is configured by workspace alone, but an
 * organization-wide installation's token is found by organization, so this is learned from people
 * who write in the workspace.
 */
export interface Organizations {
  learn(where: Where): void;
  /** Loads what was learned earlier from people who wrote in these workspaces. */
  recall(teams: readonly string[]): Promise<void>;
  /** The same calls, for workspaces whose organization the caller does not know. */
  readonly api: Api;
}

export function createOrganizations(db: Kysely<Database>, api: Api): Organizations {
  const known = new Map<string, string>();
  const learn = ({ team, enterprise }: Where) => {
    if (enterprise !== null) known.set(team, enterprise);
  };
  return {
    learn,
    async recall(teams) {
      for (const team of teams) {
        learn({ team, enterprise: await organizationOf(db, team) });
      }
    },
    api: ({ team, enterprise }, call) =>
      api({ team, enterprise: enterprise ?? known.get(team) ?? null }, call),
  };
}
