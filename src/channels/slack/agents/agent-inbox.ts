import type { AgentService } from '../../../helpdesk/agent-commands/agent-service.ts';
import type { Inbox } from '../../../helpdesk/inbox/inbox.ts';
import type { Work } from '../../../helpdesk/inbox/work.ts';
import type { AgentReply } from '../../../ports/agent-reply.ts';
import { laneOf } from '../inbound/inbound-event.ts';
import { type AgentInputSettings, toAgentInput } from './agent-input.ts';
import { type KeptCommand, withoutSecrets } from './inbox-item.ts';

/**
 * Between what an agent did and the desk that does it. Slack wants to be answered at once and sends clicks and commands
 * only once: what was acknowledged takes its place in the inbox before, behind what the same person did earlier.
 */
export interface DeskInbox {
  /**
   * Resolves when it may be acknowledged; `tell` hears what came of it, unless another process does.
   * @returns false if the same one is under way already.
   */
  take(command: KeptCommand, tell: Tell): Promise<boolean>;
  /** What is to be done about a deed. */
  workOn(command: KeptCommand, tell: Tell): Work<AgentReply>;
}

export type Tell = (reply: Done) => Promise<void>;

/** What came of it: the answer, or null if it failed. */
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

  function workOn(command: KeptCommand, tell: Tell): Work<AgentReply> {
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

/** Ids of clicks are unique only for one person. */
export function deskInboxId({ who, id }: KeptCommand): string {
  return `${who.team}:${who.user}:desk:${id}`;
}
