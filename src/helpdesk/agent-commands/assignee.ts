import type { AgentRefusal } from '../../ports/agent-reply.ts';
import { type Actor, actorKey, actorName, sameActor } from '../../tickets/actor.ts';
import type { AgentReference } from './agent-intent.ts';

export type Assignee =
  | { readonly found: Actor }
  | { readonly refusal: Extract<AgentRefusal, { code: 'unknown-agent' | 'several-agents' }> };

/** Slack's mention syntax, `<@U0ADA>` or `<@U0ADA|ada>`. */
const SLACK_MENTION = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/;

/**
 * Finds the agent who was meant among a ticket's agents. Includes the asking agent even if not
 * listed in a channel.
 */
export function assigneeAmong(
  agents: readonly Actor[],
  named: AgentReference,
  self: Actor,
): Assignee {
  const everybody = agents.some((agent) => sameActor(agent, self)) ? agents : [self, ...agents];
  switch (named.kind) {
    case 'person':
      return oneOf(
        everybody.filter((agent) => sameActor(agent, named.person)),
        actorName(named.person),
      );
    case 'key':
      return oneOf(
        everybody.filter((agent) => actorKey(agent) === named.key),
        named.key,
      );
    case 'name':
      return oneOf(calledSo(everybody, named.typed, self), named.typed);
    default:
      return named satisfies never;
  }
}

/** Matches by mention, else by the whole name, else by a part of it. */
function calledSo(agents: readonly Actor[], typed: string, self: Actor): readonly Actor[] {
  const id = SLACK_MENTION.exec(typed)?.[1];
  if (id !== undefined)
    return agents.filter((agent) => agent.id === id && agent.tenant === self.tenant);
  const folded = foldedName(typed.replace(/^[@＠]/u, ''));
  if (folded === '') return [];
  const exact = agents.filter(
    ({ name, id: own }) => foldedName(name ?? '') === folded || foldedName(own) === folded,
  );
  return exact.length > 0
    ? exact
    : agents.filter(({ name }) =>
        foldedName(name ?? '')
          .split(' ')
          .includes(folded),
      );
}

function oneOf(found: readonly Actor[], typed: string): Assignee {
  const [first, ...more] = found;
  if (first === undefined) return { refusal: { code: 'unknown-agent', typed } };
  if (more.length === 0) return { found: first };
  return {
    refusal: {
      code: 'several-agents',
      typed,
      names: found.map((agent) => `${actorName(agent)} (${agent.channel})`),
    },
  };
}

function foldedName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, ' ');
}
