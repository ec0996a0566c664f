import { createHash } from 'node:crypto';
import { type Actor, actorKey } from '../../tickets/actor.ts';

/**
 * Formats an actor for the log. On the page, an agent's id is a typed name, so a digest replaces
 * it; the same name gives the same digest.
 */
export function loggedActor(actor: Pick<Actor, 'channel' | 'tenant' | 'id'>): string {
  if (actor.channel !== 'web') return actorKey(actor);
  return actorKey({
    ...actor,
    id: `#${createHash('sha256').update(actor.id).digest('hex').slice(0, 12)}`,
  });
}
