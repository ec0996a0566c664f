import type { ChatEvent } from '../../conversation/event.ts';
import type { Actor } from '../../tickets/actor.ts';

/**
 * Extracts the tenant or workspace from a conversation's key: `<channel>:<tenant>:…`. Conversations
 * on the page have none, written `-`.
 */
export function tenantOf(conversation: string): string {
  const [channel, tenant] = conversation.split(':');
  return channel === 'web' || tenant === undefined || tenant === '' ? '-' : tenant;
}

/** Returns a conversation's person as the actor on their own tickets. */
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

/** Signpost itself, the actor when a deadline has passed. */
export const SIGNPOST: Actor = {
  kind: 'signpost',
  channel: 'web',
  tenant: '-',
  id: 'signpost',
  name: null,
};
