import { LRUCache } from 'lru-cache';
import type { Members } from '../../../helpdesk/routing/agents.ts';
import type { Actor } from '../../../tickets/actor.ts';

export interface WebMembers extends Members {
  /** Called for every agent who sends a request. */
  seen(agent: Actor): void;
}

/** Agents remembered; beyond this the one seen longest ago is forgotten until they return. */
const MAX_AGENTS = 200;

/**
 * Anyone at this machine becomes an agent by visiting; they are remembered so that others can
 * assign to them.
 */
export function createMembers(): WebMembers {
  const agents = new LRUCache<string, Actor>({ max: MAX_AGENTS });
  return {
    channel: 'web',
    of: async () => [...agents.rvalues()].filter((agent) => agent !== undefined),
    seen: (agent) => void agents.set(agent.id, agent),
  };
}
