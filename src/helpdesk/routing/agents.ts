import type { ChannelName } from '../../conversation/event.ts';
import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { HelpdeskChannel } from '../../ports/channel.ts';
import { type Actor, actorKey, sameActor } from '../../tickets/actor.ts';

/** A platform's word on who is in a desk's channel, and so an agent. */
export interface Members {
  readonly channel: ChannelName;
  /**
   * Everybody in the channel of a desk, bots left out. It may be remembered for two minutes and no longer: whoever is
   * removed is no agent any more. Rejects where it cannot be found out: nobody is let in on a guess.
   */
  of(place: HelpdeskChannel): Promise<readonly Actor[]>;
  /** Whether one person is among them, where that is found out sooner than who all of them are. Rejects like `of`. */
  has?(place: HelpdeskChannel, person: Actor): Promise<boolean>;
}

/** Who may do what agents do, and where. */
export interface Agents {
  register(members: Members): void;
  /** The desks whose agents this person is among; none for everybody else. Rejects where that cannot be found out. */
  desksOf(person: Actor): Promise<readonly string[]>;
  /** The agents of these desks, each once, by name; those of a desk that cannot be asked now are left out. */
  list(desks: readonly string[]): Promise<readonly Actor[]>;
}

export interface AgentsOptions {
  /** Looked at anew each time: desks may be added later. */
  readonly places: readonly HelpdeskChannel[];
  /** By desk, the platform's ids of its agents, where the configuration lists them: then nobody else is one there. */
  readonly listed: ReadonlyMap<string, readonly string[]>;
  readonly log: Log;
}

/** Makes the agents: who is listed for a desk, else who is in its channel. Tenants and workspaces are walls. */
export function createAgents({ places, listed, log }: AgentsOptions): Agents {
  const sources = new Map<ChannelName, Members>();
  return {
    register(members) {
      sources.set(members.channel, members);
    },
    async desksOf(person) {
      const near = places.filter((place) => isWithin(place, person));
      const found = await Promise.all(
        near.map(async (place) => ((await isMember(place, person)) ? [place.desk] : [])),
      );
      return found.flat();
    },
    async list(desks) {
      const wanted = places.filter(({ desk }) => desks.includes(desk));
      const found = await Promise.all(wanted.map(namedOf));
      const byKey = new Map(found.flat().map((agent) => [actorKey(agent), agent]));
      return [...byKey.values()].sort((one, other) =>
        (one.name ?? one.id).localeCompare(other.name ?? other.id),
      );
    },
  };

  async function isMember(place: HelpdeskChannel, person: Actor): Promise<boolean> {
    const ids = listed.get(place.desk);
    if (ids) return ids.includes(person.id);
    const source = sources.get(place.channel);
    if (source?.has) return source.has(place, person);
    return (await membersOf(place)).some((member) => sameActor(member, person));
  }

  async function namedOf(place: HelpdeskChannel): Promise<readonly Actor[]> {
    const ids = listed.get(place.desk);
    const members = await membersOf(place).catch((error: unknown) => {
      log.warn(
        { desk: place.desk, ...failureFields(error) },
        'the agents of a desk cannot be found out now',
      );
      return [];
    });
    return ids
      ? ids.map((id) => members.find((member) => member.id === id) ?? listedAgent(place, id))
      : members;
  }

  /** Somebody of another tenant who was let into the channel as a guest is no agent. */
  async function membersOf(place: HelpdeskChannel): Promise<readonly Actor[]> {
    const source = sources.get(place.channel);
    const members = source === undefined ? [] : await source.of(place);
    return members
      .filter((member) => isWithin(place, member))
      .map((member) => ({ ...member, kind: 'agent' }));
  }
}

function listedAgent({ channel, tenant }: HelpdeskChannel, id: string): Actor {
  return { kind: 'agent', channel, tenant, id, name: null };
}

function isWithin(place: HelpdeskChannel, { channel, tenant }: Actor): boolean {
  return place.channel === channel && place.tenant === tenant;
}
