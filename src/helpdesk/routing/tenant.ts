import type { ChatEvent } from '../../conversation/event.ts';
import type { Actor } from '../../tickets/actor.ts';

/**
 * The tenant or workspace a conversation belongs to, out of its key: `<channel>:<realm>:…`. A conversation on the page
 * belongs to none, which is written `-`.
 */
export function tenantOf(conversation: string): string {
  const [channel, tenant] = conversation.split(':');
  return channel === 'web' || tenant === undefined || tenant === '' ? '-' : tenant;
}

/** Who speaks in a conversation, as one who does something to their own tickets. */
export function requesterIn({
  channel,
  conversation,
  person,
}: Pick<ChatEvent, 'channel' | 'conversation' | 'person'>): Actor {
  return {
    kind: 'requester',
    channel,
    tenant: tenantOf(conversation),
    id: person.id,
    name: person.name,
  };
}

/** Signpost itself, where a time is over. */
export const SIGNPOST: Actor = {
  kind: 'signpost',
  channel: 'web',
  tenant: '-',
  id: 'signpost',
  name: null,
};
