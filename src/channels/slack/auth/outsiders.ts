import { z } from 'zod';
import { resultWithin } from '../../../concurrency/timeout.ts';
import { createTtlCache } from '../../../concurrency/ttl-cache.ts';
import type { Who } from '../../../store/slack/address.ts';
import type { Installation } from '../inbound/incoming.ts';
import type { Api } from '../outbound/api.ts';
import { slackErrorName } from '../outbound/delivery-problem.ts';

/**
 * How a person counts if a payload names a workspace for them other than the installation's: `own`
 * is a member of the same organization; `guest` belongs to a workspace whose people are served;
 * `stranger` is anyone else; `unknown` means Slack couldn't be asked in time.
 */
export type Standing = 'own' | 'guest' | 'stranger' | 'unknown';

/** A person who acted in a channel shared with another workspace. */
export interface Outsider {
  readonly user: string;
  /** `T…` of their own workspace, according to the payload. */
  readonly home: string;
}

export type StandingOf = (installation: Installation, outsider: Outsider) => Promise<Standing>;

export interface OutsidersSettings {
  readonly api: Api;
  /**
   * Ids of the workspaces (`T…`) and organizations (`E…`) whose people are served in shared
   * channels.
   */
  readonly served: readonly string[];
  readonly now: () => number;
  /** Slack waits three seconds for an acknowledgement. */
  readonly timeoutMs: number;
}

const TTL_MS = 10 * 60_000;

const text = z.string().nullish().catch(null);

/**
 * https://docs.slack.dev/reference/objects/user-object: `is_stranger` marks a person from another
 * organization.
 */
const answerSchema = z.object({
  user: z.object({
    team_id: text,
    is_stranger: z.boolean().nullish().catch(null),
    enterprise_user: z
      .object({ enterprise_id: text, teams: z.array(z.string()).catch([]) })
      .nullish()
      .catch(null),
  }),
});
type User = z.infer<typeof answerSchema>['user'];

/**
 * Returns whether a message in a shared channel was written by a person from another workspace;
 * false if Slack doesn't say.
 */
export function createIsOutside({ api, timeoutMs }: Pick<OutsidersSettings, 'api' | 'timeoutMs'>) {
  return async (who: Who, user: string): Promise<boolean> => {
    const asked = api(who, (client) => client.users.info({ user })).then(
      (answer) => answerSchema.parse(answer).user,
    );
    const found = await resultWithin(asked, timeoutMs);
    return found !== null && !isOwn(found, who);
  };
}

/**
 * Asks Slack about an outsider (`users.info`), because a payload names a workspace but no
 * organization. Everyone in a shared channel may press its buttons
 * (https://docs.slack.dev/apis/slack-connect), so this decides who is served.
 */
export function createStandingOf({ api, served, now, timeoutMs }: OutsidersSettings): StandingOf {
  const remembered = createTtlCache<User | null>({ now, ttlMs: () => TTL_MS });
  return async (installation, { user, home }) => {
    const where = { team: installation.team ?? home, enterprise: installation.enterprise };
    const asked = remembered(`${where.team} ${user}@${home}`, async () => {
      try {
        return answerSchema.parse(await api(where, (client) => client.users.info({ user }))).user;
      } catch (error) {
        const name = slackErrorName(error);
        if (name === 'user_not_found' || name === 'user_not_visible') return null;
        throw error;
      }
    });
    const answer = await resultWithin(
      asked.then((found) => ({ found })),
      timeoutMs,
    );
    if (answer === null) return 'unknown';
    if (answer.found !== null && isOwn(answer.found, installation)) return 'own';
    const organization = answer.found?.enterprise_user?.enterprise_id;
    return served.includes(home) || (organization && served.includes(organization))
      ? 'guest'
      : 'stranger';
  };
}

function isOwn(user: User, { team, enterprise }: Installation): boolean {
  if (user.is_stranger === true) return false;
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
  if (team !== null && teams.includes(team)) return true;
  return enterprise !== null && user.enterprise_user?.enterprise_id === enterprise;
}
