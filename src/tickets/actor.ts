import type { TicketDraft } from './payload.ts';

/** Who does something to a ticket: an agent, its requester, or Signpost itself when a time is over. */
export interface Actor {
  readonly kind: 'agent' | 'requester' | 'signpost';
  readonly channel: TicketDraft['requester']['channel'];
  /** The tenant or workspace the id belongs to; `-` on the page. */
  readonly tenant: string;
  /** The platform's id, unique within the realm. */
  readonly id: string;
  readonly name: string | null;
}

/** Whether two actors are the same person, whatever they are called by now and whatever they act as. */
export function sameActor(one: Actor, other: Actor): boolean {
  return one.channel === other.channel && one.tenant === other.tenant && one.id === other.id;
}

/** What people read for an actor: the name, or the platform's id where it told no name. */
export function actorName({ name, id }: Actor): string {
  return name ?? id;
}

/** Names an actor in one string, `<channel>/<realm>/<id>`, as forms and indexes do. */
export function actorKey({
  channel,
  tenant,
  id,
}: Pick<Actor, 'channel' | 'tenant' | 'id'>): string {
  return `${channel}/${tenant}/${id}`;
}
