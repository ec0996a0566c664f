import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../store/database.ts';
import type { Api, Where } from '../outbound/api.ts';

/**
 * To which organization (E…) a workspace belongs. A desk is configured by its workspace alone, but where Signpost is
 * installed for a whole organization, its token is found by that: it is learned from whoever speaks in the workspace.
 */
export interface Organizations {
  learn(where: Where): void;
  /** Takes up what was learned before, of people who spoke in these workspaces. */
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
        const row = await newestOf(db, team);
        learn({ team, enterprise: row?.enterprise ?? null });
      }
    },
    api: ({ team, enterprise }, call) => api({ team, enterprise: enterprise ?? known.get(team) ?? null }, call),
  };
}

/** The one workspace whose people have spoken with Signpost; null where none, or people of several, have. */
export async function onlyTeam(db: Kysely<Database>): Promise<string | null> {
  const rows = await db
    .selectFrom('conversations')
    .select(sql<string | null>`address->>'team'`.as('team'))
    .distinct()
    .where('channel', '=', 'slack')
    .limit(2)
    .execute();
  return rows.length === 1 ? (rows[0]?.team ?? null) : null;
}

async function newestOf(db: Kysely<Database>, team: string) {
  return db
    .selectFrom('conversations')
    .select(sql<string | null>`address->>'enterprise'`.as('enterprise'))
    .where('channel', '=', 'slack')
    .where(sql<boolean>`address->>'team' = ${team}`)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
