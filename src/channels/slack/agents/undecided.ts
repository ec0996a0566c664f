import { z } from 'zod';
import type { Inbox } from '../../../helpdesk/inbox/inbox.ts';
import type { Work } from '../../../helpdesk/inbox/work.ts';
import { type InboundEvent, inboundSchema, laneOf } from '../inbound/inbound-event.ts';
import { type Intake, withoutSecrets } from '../inbound/intake.ts';
import type { ReplyRoute } from '../outbound/ephemeral-reply.ts';
import { type DeskInbox, deskInboxId, type Tell } from './agent-inbox.ts';
import {
  withoutSecrets as commandWithoutSecrets,
  type StoredCommand,
  storedCommandSchema,
} from './inbox-item.ts';

/**
 * A line that is either an agent's command or a requester's report: Slack is asked which while the
 * line waits for its turn.
 */
export interface Undecided {
  readonly kept: 'undecided';
  readonly via: 'chat' | 'command';
  /** The meaning if the author is an agent. */
  readonly command: StoredCommand;
  /** The meaning if the author isn't an agent; null if they should be told how to report. */
  readonly inbound: InboundEvent | null;
}

export const undecidedSchema: z.ZodType<Undecided> = z.object({
  kept: z.literal('undecided'),
  via: z.enum(['chat', 'command']),
  command: storedCommandSchema,
  inbound: inboundSchema.nullable(),
});

/** Available only in the process that received the line. */
export interface Live {
  /** Tells an agent the result of the command. */
  readonly tell: (command: StoredCommand) => Tell;
  readonly aside: ReplyRoute;
  /** Tells anyone else how to report. */
  readonly explain: () => Promise<void>;
}

export interface UndecidedInbox {
  /** Resolves when the line may be acknowledged. */
  take(undecided: Undecided, live: Live): Promise<void>;
  workOn(undecided: Undecided, live: Live): Work<unknown>;
}

export interface UndecidedSettings {
  readonly inbox: Pick<Inbox, 'takeMasked'>;
  readonly intake: Pick<Intake, 'workOn'>;
  readonly deskInbox: Pick<DeskInbox, 'workOn'>;
  /** Returns the agent command, if it is one. */
  readonly decide: (undecided: Undecided) => Promise<StoredCommand | null>;
}

export function createUndecidedInbox({
  inbox,
  intake,
  deskInbox,
  decide,
}: UndecidedSettings): UndecidedInbox {
  return {
    async take({ command, inbound, ...rest }, live) {
      await inbox.takeMasked(laneOf(command), async () => {
        const masked = {
          command: await commandWithoutSecrets(command),
          inbound: inbound && (await withoutSecrets(inbound)),
        };
        const content = { ...rest, ...masked };
        const event = {
          channel: 'slack',
          id: deskInboxId(command),
          content,
          isAcknowledged: true,
        } as const;
        return { event, work: workOn(content, live) };
      });
    },
    workOn,
  };

  function workOn(undecided: Undecided, live: Live): Work<unknown> {
    let chosen: Work<unknown> = workOfOthers(undecided, live);
    return {
      event: undecided.command.id,
      async prepare() {
        const command = await decide(undecided);
        if (command !== null) chosen = deskInbox.workOn(command, live.tell(command));
        return chosen.prepare();
      },
      after: async (result) => chosen.after?.(result),
      failed: async (error) => chosen.failed?.(error),
    };
  }

  function workOfOthers({ command, inbound }: Undecided, { aside, explain }: Live): Work<unknown> {
    if (inbound !== null) return intake.workOn(inbound, aside);
    return {
      event: command.id,
      prepare: async () => async (place) => place.head(),
      after: explain,
    };
  }
}
