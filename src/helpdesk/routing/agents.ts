import type { ChannelName } from '../../conversation/event.ts';
import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { HelpdeskChannel } from '../../ports/message.ts';
import { type Actor, actorKey, sameActor } from '../../tickets/actor.ts';

/** Asks a platform who is in a desk's channel, and so an agent. */
export interface Members {
  readonly channel: ChannelName;
  /**
   * Returns everyone in a desk's channel except bots. May be cached for two minutes and no longer,
   * because a person who is removed is no longer an agent. Rejects if it can't be determined:
   * access is never granted on a guess.
   */
  of(helpdeskChannel: HelpdeskChannel): Promise<readonly Actor[]>;
  /**
   * Returns whether a person is a member, if that is faster than listing everyone. Rejects like
   * `of`.
   */
  has?(helpdeskChannel: HelpdeskChannel, person: Actor): Promise<boolean>;
}

/** Decides who may act as an agent, and at which desks. */
export interface Agents {
  register(members: Members): void;
  /**
   * Returns the desks this person is an agent of; none for anyone else. Rejects if that can't be
   * determined.
   */
  desksOf(person: Actor): Promise<readonly string[]>;
  /**
   * Returns the agents of these desks, each once, sorted by name; leaves out those of a desk that
   * can't be queried now.
   */
  list(desks: readonly string[]): Promise<readonly Actor[]>;
}

export interface AgentsOptions {
  /** Read anew each time, because desks may be added later. */
  readonly helpdeskChannels: readonly HelpdeskChannel[];
  /**
   * By desk, platform ids of its agents if the configuration lists them; then only they are agents
   * there.
   */
  readonly listed: ReadonlyMap<string, readonly string[]>;
  readonly log: Log;
}

/**
 * Creates the agents: the people listed for a desk, else the members of its channel. Tenants and
 * workspaces are strictly separate.
 */
export function createAgents({ helpdeskChannels, listed, log }: AgentsOptions): Agents {
  const sources = new Map<ChannelName, Members>();
  return {
    register(members) {
      sources.set(members.channel, members);
    },
    async desksOf(person) {
      const near = helpdeskChannels.filter((helpdeskChannel) => isWithin(helpdeskChannel, person));
      const found = await Promise.all(
        near.map(async (helpdeskChannel) =>
          (await isMember(helpdeskChannel, person)) ? [helpdeskChannel.desk] : [],
        ),
      );
      return found.flat();
    },
    async list(desks) {
      const own = helpdeskChannels.filter(({ desk }) => desks.includes(desk));
      const found = await Promise.all(own.map(namedOf));
      const byKey = new Map(found.flat().map((agent) => [actorKey(agent), agent]));
      return [...byKey.values()].sort((one, other) =>
        (one.name ?? one.id).localeCompare(other.name ?? other.id),
      );
    },
  };

  async function isMember(helpdeskChannel: HelpdeskChannel, person: Actor): Promise<boolean> {
    const ids = listed.get(helpdeskChannel.desk);
    if (ids) return ids.includes(person.id);
    const source = sources.get(helpdeskChannel.channel);
    if (source?.has) return source.has(helpdeskChannel, person);
    return (await membersOf(helpdeskChannel)).some((member) => sameActor(member, person));
  }

  async function namedOf(helpdeskChannel: HelpdeskChannel): Promise<readonly Actor[]> {
    const ids = listed.get(helpdeskChannel.desk);
    const members = await membersOf(helpdeskChannel).catch((error: unknown) => {
      log.warn(
        { desk: helpdeskChannel.desk, ...failureFields(error) },
        'routing: desk agents lookup failed',
      );
      return [];
    });
    return ids
      ? ids.map(
          (id) => members.find((member) => member.id === id) ?? listedAgent(helpdeskChannel, id),
        )
      : members;
  }

  /** Guests from another tenant who were let into the channel aren't agents. */
  async function membersOf(helpdeskChannel: HelpdeskChannel): Promise<readonly Actor[]> {
    const source = sources.get(helpdeskChannel.channel);
    const members = source === undefined ? [] : await source.of(helpdeskChannel);
    return members
      .filter((member) => isWithin(helpdeskChannel, member))
      .map((member) => ({ ...member, kind: 'agent' }));
  }
}

function listedAgent({ channel, tenant }: HelpdeskChannel, id: string): Actor {
  return { kind: 'agent', channel, tenant, id, name: null };
}

function isWithin(helpdeskChannel: HelpdeskChannel, { channel, tenant }: Actor): boolean {
  return helpdeskChannel.channel === channel && helpdeskChannel.tenant === tenant;
}
