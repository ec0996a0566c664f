import { z } from 'zod';
import { createTtlCache } from '../../../concurrency/ttl-cache.ts';
import type { Members } from '../../../helpdesk/routing/agents.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { Actor } from '../../../tickets/actor.ts';
import type { Api } from '../outbound/api.ts';
import { slackErrorName } from '../outbound/delivery-problem.ts';
import { type DeskAddress, readDeskAddress } from './helpdesk-address.ts';

export interface MembersSettings {
  readonly api: Api;
  readonly now: () => number;
}

/** Cache TTL: a person removed from the channel is no longer an agent after this. */
const MEMBERS_GOOD_FOR_MS = 2 * 60_000;
const PROFILE_GOOD_FOR_MS = 10 * 60_000;
const PAGE = 200;
/** No desk has more members than this; beyond it, only some would be agents. */
const MAX_PAGES = 25;
/** Concurrent user lookups. */
const AT_ONCE = 10;

const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);

/** https://docs.slack.dev/reference/objects/user-object */
const answerSchema = z.object({
  user: z.object({
    team_id: text,
    name: text,
    real_name: text,
    deleted: flag,
    is_bot: flag,
    is_app_user: flag,
    is_stranger: flag,
    profile: z.object({ real_name: text }).nullish().catch(null),
    enterprise_user: z
      .object({ teams: z.array(z.string()) })
      .nullish()
      .catch(null),
  }),
});
type User = z.infer<typeof answerSchema>['user'];

/**
 * Asks Slack who is in a desk's channel (`conversations.members`) and for each member's details,
 * and caches both for two minutes.
 */
export function createMembers({ api, now }: MembersSettings): Required<Members> {
  const channels = createTtlCache<readonly string[]>({ now, ttlMs: () => MEMBERS_GOOD_FOR_MS });
  const people = createTtlCache<User | null>({ now, ttlMs: () => PROFILE_GOOD_FOR_MS });
  const idsIn = (address: DeskAddress) =>
    channels(`${address.team} ${address.channel}`, () => membersOf(api, address));
  const userIn = (address: DeskAddress, id: string) =>
    people(`${address.team} ${id}`, () => userOf(api, address, id));
  return {
    channel: 'slack',
    // Slack returns one person at a time: the person who acts needn't wait for the lookups of all
    // the others.
    async has(helpdeskChannel, { id }) {
      const address = readDeskAddress(helpdeskChannel);
      if (!(await idsIn(address)).includes(id)) return false;
      return agentOf(await userIn(address, id), id, address).length > 0;
    },
    async of(helpdeskChannel) {
      const address = readDeskAddress(helpdeskChannel);
      const ids = await idsIn(address);
      const agents: Actor[] = [];
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const some = ids.slice(from, from + AT_ONCE);
        const users = await Promise.all(some.map((id) => userIn(address, id)));
        agents.push(...some.flatMap((id, index) => agentOf(users[index] ?? null, id, address)));
      }
      return agents;
    },
  };
}

async function membersOf(api: Api, address: DeskAddress): Promise<readonly string[]> {
  const { channel } = address;
  const members = new Set<string>();
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const next = cursor === '' ? {} : { cursor };
    const answer = await api(address, (client) =>
      client.conversations.members({ channel, limit: PAGE, ...next }),
    );
    if (answer.members === undefined)
      throw new DeliveryError('unavailable', 'Slack named no members of the channel');
    for (const member of answer.members) members.add(member);
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return [...members];
}

/** Returns null if Slack no longer shows the user. */
async function userOf(
  api: Api,
  { team, enterprise }: DeskAddress,
  user: string,
): Promise<User | null> {
  try {
    const answer = await api({ team, enterprise }, (client) => client.users.info({ user }));
    return answerSchema.parse(answer).user;
  } catch (error) {
    const name = slackErrorName(error);
    if (name === 'user_not_found' || name === 'user_not_visible') return null;
    throw error;
  }
}

function agentOf(user: User | null, id: string, address: DeskAddress): Actor[] {
  if (user === null || !isPersonOf(user, address)) return [];
  return [{ kind: 'agent', channel: 'slack', tenant: address.team, id, name: nameOf(user) }];
}

/** Apps aren't agents, nor are people from another workspace that shares the channel. */
function isPersonOf(user: User, { team }: DeskAddress): boolean {
  if (user.deleted || user.is_bot || user.is_app_user || user.is_stranger) return false;
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])].filter((each) => each);
  return teams.includes(team);
}

function nameOf({ profile, real_name: realName, name }: User): string | null {
  return profile?.real_name || realName || name || null;
}
