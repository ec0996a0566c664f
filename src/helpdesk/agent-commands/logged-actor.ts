import { createHash } from 'node:crypto';
import { type Actor, actorKey } from '../../tickets/actor.ts';

/**
 * An actor as the log names them. On the page, an agent's id is the name somebody typed: a digest stands for it, the
 * same for the same name.
 */
export function loggedActor(actor: Pick<Actor, 'channel' | 'tenant' | 'id'>): string {
  if (actor.channel !== 'web') return actorKey(actor);
  return actorKey({
    ...actor,
    id: `#${createHash('sha256').update(actor.id).digest('hex').slice(0, 12)}`,
  });
}
