import { z } from 'zod';
import type { Work } from '../../../helpdesk/inbox/work.ts';
import type { EventRows } from '../inbound/event-rows.ts';
import { type InboundEvent, inboundSchema, laneOf } from '../inbound/inbound-event.ts';
import type { RowInbox, RowKind } from '../inbound/row-kind.ts';
import type { ReplyRoute } from '../outbound/ephemeral-reply.ts';
import { type CommandRows, commandRowId, type Tell } from './command-rows.ts';
import { type StoredCommand, storedCommandSchema } from './stored-command.ts';

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

export type UndecidedRows = RowKind<Undecided, Live, unknown>;
export type UndecidedInbox = RowInbox<Undecided, Live>;

export interface UndecidedSettings {
  readonly events: Pick<EventRows, 'workOn' | 'masked'>;
  readonly commands: Pick<CommandRows, 'workOn' | 'masked' | 'liveOf'>;
  /** Returns the agent command, if it is one. */
  readonly decide: (undecided: Undecided) => Promise<StoredCommand | null>;
}

export function createUndecidedRows({
  events,
  commands,
  decide,
}: UndecidedSettings): UndecidedRows {
  return {
    schema: undecidedSchema,
    idOf: ({ command }) => commandRowId(command),
    laneOf: ({ command }) => laneOf(command),
    masked: async ({ command, inbound, ...rest }) => ({
      ...rest,
      command: await commands.masked(command),
      inbound: inbound && (await events.masked(inbound)),
    }),
    // A person who asked for help before that process ended has long seen that there was no answer.
    liveOf: () => ({ tell: commands.liveOf, aside: {}, explain: async () => {} }),
    workOn,
    isInteractive: () => false,
  };

  function workOn(undecided: Undecided, live: Live): Work<unknown> {
    let chosen: Work<unknown> = workOfOthers(undecided, live);
    return {
      event: undecided.command.id,
      async prepare() {
        const command = await decide(undecided);
        if (command !== null) chosen = commands.workOn(command, live.tell(command));
        return chosen.prepare();
      },
      after: async (result) => chosen.after?.(result),
      failed: async (error) => chosen.failed?.(error),
    };
  }

  function workOfOthers({ command, inbound }: Undecided, { aside, explain }: Live): Work<unknown> {
    if (inbound !== null) return events.workOn(inbound, aside);
    return {
      event: command.id,
      prepare: async () => async (position) => position.head(),
      after: explain,
    };
  }
}
