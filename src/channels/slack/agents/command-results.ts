import { LRUCache } from 'lru-cache';
import type { Tell } from './command-rows.ts';
import { type ReplyContext, replyToAgent } from './reply-to-agent.ts';
import type { StoredCommand } from './stored-command.ts';
import type { AgentTools } from './tools.ts';

const MAX_SEEN = 10_000;

/** How an agent is told the result of a command. */
export type ResultRoute = Pick<ReplyContext, 'respond' | 'trigger' | 'inPlace'>;

/** For a command that nothing live is left of. */
export const NO_ROUTE: ResultRoute = { respond: undefined, trigger: null };

/** Tells agents the results of their commands, each command once. */
export interface CommandResults {
  /** Returns a function that tells the result, in the background. */
  tell(command: StoredCommand, route: ResultRoute): Tell;
  /** Slack resends what it thinks was lost; true if the command was noted before. */
  isRepeated(command: StoredCommand): boolean;
  /** Notes that a command was taken. */
  note(command: StoredCommand): void;
}

export function createCommandResults(tools: AgentTools): CommandResults {
  const seen = new LRUCache<string, true>({ max: MAX_SEEN });
  return {
    tell: (command, route) => async (reply) =>
      tools.running.add(replyToAgent(tools, { command, reply, ...route })),
    isRepeated: (command) => seen.has(keyOf(command)),
    note: (command) => void seen.set(keyOf(command), true),
  };
}

function keyOf({ id, who }: StoredCommand): string {
  return `${who.team} ${who.user} ${id}`;
}
