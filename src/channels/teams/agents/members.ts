import { TeamsInfo } from 'botbuilder';
import { z } from 'zod';
import { withTimeout } from '../../../concurrency/timeout.ts';
import type { Members } from '../../../helpdesk/routing/agents.ts';
import type { Actor } from '../../../tickets/actor.ts';
import type { ChannelMessages } from './channel-messages.ts';
import { readDeskAddress, type TeamsHelpdeskChannel } from './helpdesk-address.ts';

export interface RosterMember {
  /** Their Teams id within this bot, `29:…`. */
  readonly id: string;
  readonly actor: Actor;
}

/**
 * Returns the members of a desk's channel. Rejects if they can't be determined: no one gets access
 * on a guess.
 */
export type Roster = (teamsChannel: TeamsHelpdeskChannel) => Promise<readonly RosterMember[]>;

export interface RosterSettings {
  readonly messages: ChannelMessages;
  readonly now: () => number;
  /** Removed members lose their agent permissions after this time, in ms. */
  readonly ttlMs: number;
  readonly timeoutMs: number;
}

/** The most members Teams returns per page. */
const PAGE = 500;
const MAX_PAGES = 20;

const memberSchema = z.object({
  id: z.string().min(1),
  aadObjectId: z.string().nullish(),
  name: z.string().nullish(),
  tenantId: z.string().nullish(),
});

/**
 * Fetches the members of a desk's channel from Teams (for a private channel, only its own members,
 * not the team's) and caches them briefly. Members of another tenant are left out.
 */
export function createRoster({ messages, now, ttlMs, timeoutMs }: RosterSettings): Roster {
  const known = new Map<
    string,
    { readonly members: Promise<readonly RosterMember[]>; readonly until: number }
  >();

  return (teamsChannel) => {
    const key = `${teamsChannel.helpdeskChannel.tenant} ${teamsChannel.channel}`;
    const remembered = known.get(key);
    if (remembered !== undefined && remembered.until > now()) return remembered.members;
    const members = withTimeout(fetchMembers(messages, teamsChannel), timeoutMs);
    const entry = { members, until: now() + ttlMs };
    known.set(key, entry);
    members.catch(() => {
      if (known.get(key) === entry) known.delete(key);
    });
    return members;
  };
}

/** Returns the agents of each desk: the members of its channel. */
export function createMembers(roster: Roster): Members {
  return {
    channel: 'teams',
    of: async (helpdeskChannel) =>
      (await roster(readDeskAddress(helpdeskChannel))).map(({ actor }) => actor),
  };
}

async function fetchMembers(
  messages: ChannelMessages,
  teamsChannel: TeamsHelpdeskChannel,
): Promise<readonly RosterMember[]> {
  const members: RosterMember[] = [];
  await messages.within(teamsChannel, async (context) => {
    let next: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await TeamsInfo.getPagedMembers(context, PAGE, next);
      members.push(...answer.members.flatMap((member) => readMember(member, teamsChannel) ?? []));
      next = answer.continuationToken || undefined;
      if (next === undefined) return;
    }
  });
  return members;
}

function readMember(
  member: unknown,
  { helpdeskChannel }: TeamsHelpdeskChannel,
): RosterMember | null {
  const read = memberSchema.safeParse(member).data;
  // Bots are members too.
  if (
    read === undefined ||
    read.id.startsWith('28:') ||
    (read.tenantId && read.tenantId.toLowerCase() !== helpdeskChannel.tenant)
  )
    return null;
  const { id, aadObjectId, name } = read;
  return {
    id,
    actor: {
      kind: 'agent',
      channel: 'teams',
      tenant: helpdeskChannel.tenant,
      id: aadObjectId || id,
      name: name || null,
    },
  };
}
