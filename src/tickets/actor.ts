import type { ChannelName } from '../platforms/channels.ts';

/**
 * The actor on a ticket: an agent, its requester, or Signpost itself when a deadline has passed.
 */
export interface Actor {
  readonly kind: 'agent' | 'requester' | 'signpost';
  readonly channel: ChannelName;
  /** Tenant or workspace the id belongs to; `-` on the page. */
  readonly tenant: string;
  /** Platform id, unique within the tenant. */
  readonly id: string;
  readonly name: string | null;
}

/** Returns true if two actors are the same person, regardless of their current names and roles. */
export function sameActor(one: Actor, other: Actor): boolean {
  return one.channel === other.channel && one.tenant === other.tenant && one.id === other.id;
}

/** Returns an actor's display name: the name, or the platform's id if the platform gave no name. */
export function actorName({ name, id }: Actor): string {
  return name ?? id;
}

/** Formats an actor as a string, `<channel>/<tenant>/<id>`, for forms and indexes. */
export function actorKey({
  channel,
  tenant,
  id,
}: Pick<Actor, 'channel' | 'tenant' | 'id'>): string {
  return `${channel}/${tenant}/${id}`;
}
