import type { AgentService } from '../../../helpdesk/agent-commands/agent-service.ts';
import type { Inbox } from '../../../helpdesk/inbox/inbox.ts';
import type { Work } from '../../../helpdesk/inbox/work.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import { laneOf } from '../inbound/inbound-event.ts';
import { type AgentInputSettings, toAgentInput } from './agent-input.ts';
import { type StoredCommand, withoutSecrets } from './inbox-item.ts';

/**
 * Stands between an agent's action and the desk that carries it out. Slack expects an immediate
 * answer and sends clicks and commands only once, so each command is stored in the inbox before it
 * is acknowledged, behind the person's earlier ones.
 */
export interface DeskInbox {
  /**
   * Resolves when the command may be acknowledged; `tell` receives the result, unless another
   * process does.
   * @returns false if the same command is already in progress.
   */
  take(command: StoredCommand, tell: Tell): Promise<boolean>;
  /** Returns the work for an agent command. */
  workOn(command: StoredCommand, tell: Tell): Work<AgentReply>;
}

export type Tell = (reply: Done) => Promise<void>;

/** The result: the answer, or null if the command failed. */
export type Done = AgentReply | null;

export interface DeskInboxSettings extends AgentInputSettings {
  readonly inbox: Pick<Inbox, 'takeMasked'>;
  readonly agentDesk: Pick<AgentService, 'run'>;
}

export function createDeskInbox(settings: DeskInboxSettings): DeskInbox {
  const { inbox, agentDesk } = settings;
  return {
    async take(command, tell) {
      const { isNew } = await inbox.takeMasked(laneOf(command), async () => {
        const content = await withoutSecrets(command);
        const event = {
          channel: 'slack',
          id: deskInboxId(command),
          content,
          isAcknowledged: true,
        } as const;
        return { event, work: workOn(content, tell) };
      });
      return isNew;
    },
    workOn,
  };

  function workOn(command: StoredCommand, tell: Tell): Work<AgentReply> {
    return {
      event: command.id,
      async prepare() {
        const asked = await toAgentInput(settings, command);
        return async (place) => {
          await place.head();
          return agentDesk.run(asked);
        };
      },
      after: tell,
      failed: () => tell(null),
    };
  }
}

/** Ids of clicks are unique only per person. */
export function deskInboxId({ who, id }: StoredCommand): string {
  return `${who.team}:${who.user}:desk:${id}`;
}
