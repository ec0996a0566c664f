import type { AgentService } from '../../../helpdesk/agent-commands/agent-service.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import { laneOf } from '../inbound/inbound-event.ts';
import type { RowInbox, RowKind } from '../inbound/row-kind.ts';
import { type AgentInputSettings, toAgentInput } from './agent-input.ts';
import { type StoredCommand, storedCommandSchema, withoutSecrets } from './stored-command.ts';

/** Receives the result: the answer, or null if the command failed. */
export type Tell = (reply: AgentReply | null) => Promise<void>;

/** Rows with an agent's command, behind the person's earlier ones. */
export type CommandRows = RowKind<StoredCommand, Tell, AgentReply>;
export type CommandInbox = RowInbox<StoredCommand, Tell>;

export interface CommandRowSettings extends AgentInputSettings {
  readonly agentService: Pick<AgentService, 'run'>;
  /** How a process that didn't receive the command tells its result. */
  readonly tell: (command: StoredCommand) => Tell;
}

export function createCommandRows(settings: CommandRowSettings): CommandRows {
  return {
    schema: storedCommandSchema,
    idOf: commandRowId,
    laneOf,
    masked: withoutSecrets,
    liveOf: settings.tell,
    isInteractive: ({ what }) => what.kind === 'pressed',
    workOn: (command, tell) => ({
      event: command.id,
      async prepare() {
        const asked = await toAgentInput(settings, command);
        return async (position) => {
          await position.head();
          return settings.agentService.run(asked);
        };
      },
      after: tell,
      failed: () => tell(null),
    }),
  };
}

/** Ids of clicks are unique only per person. */
export function commandRowId({ who, id }: StoredCommand): string {
  return `${who.team}:${who.user}:desk:${id}`;
}
