import { resultWithin } from '../../../concurrency/timeout.ts';
import type { AgentService } from '../../../helpdesk/agent-commands/agent-service.ts';
import type { Profiles } from '../inbound/profiles.ts';
import { actorOf } from './agent-input.ts';
import { belongsToDesk } from './command-side.ts';
import type { StoredCommand } from './stored-command.ts';
import type { Undecided } from './undecided-rows.ts';

/**
 * Slack is asked who is an agent; a person who types a command doesn't wait longer than this for
 * it.
 */
const KNOWN_WITHIN_MS = 1_500;

export interface DecideSettings {
  readonly agentService: Pick<AgentService, 'isAgent'>;
  readonly people: Profiles;
}

/**
 * Decides whether a line is an agent command, which may require asking Slack; null if it is a
 * report.
 */
export async function decideCommand(
  { agentService, people }: DecideSettings,
  { via, command }: Undecided,
): Promise<StoredCommand | null> {
  if (command.what.kind !== 'typed') return command;
  if (via === 'chat') return (await isAgent()) === true ? command : null;
  const text = await belongsToDesk(command.what.text, isAgent);
  return text === null ? null : { ...command, what: { kind: 'typed', text } };

  async function isAgent(): Promise<boolean | null> {
    const known = actorOf(people, command.who).then((actor) => agentService.isAgent(actor));
    return resultWithin(known, KNOWN_WITHIN_MS);
  }
}
