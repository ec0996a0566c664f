import { z } from 'zod';
import type { Inbox } from '../../../desk/inbox/inbox.ts';
import type { Work } from '../../../desk/inbox/work.ts';
import type { ReplyRoute } from '../apologies.ts';
import { heardSchema, type InboundEvent, laneOf } from '../heard.ts';
import { type Intake, withoutSecrets } from '../intake.ts';
import { type DeskInbox, deskInboxId, type Tell } from './desk-inbox.ts';
import { withoutSecrets as deedWithoutSecrets, type KeptDeed, keptDeedSchema } from './kept-deed.ts';

/** A line that is an agent's command or a requester's report: Slack is asked which while it waits for its turn. */
export interface Undecided {
  readonly kept: 'undecided';
  readonly via: 'chat' | 'command';
  /** What an agent means by it. */
  readonly deed: KeptDeed;
  /** What anybody else means by it; null if that is to be told how reports are made. */
  readonly heard: InboundEvent | null;
}

export const undecidedSchema: z.ZodType<Undecided> = z.object({
  kept: z.literal('undecided'),
  via: z.enum(['chat', 'command']),
  deed: keptDeedSchema,
  heard: heardSchema.nullable(),
});

/** What only the process that received it has. */
export interface Live {
  /** Tells an agent what came of the deed. */
  readonly tell: (deed: KeptDeed) => Tell;
  readonly aside: ReplyRoute;
  /** Tells anybody else how reports are made. */
  readonly explain: () => Promise<void>;
}

export interface UndecidedInbox {
  /** Resolves when it may be acknowledged. */
  take(undecided: Undecided, live: Live): Promise<void>;
  workOn(undecided: Undecided, live: Live): Work<unknown>;
}

export interface UndecidedSettings {
  readonly inbox: Pick<Inbox, 'takeMasked'>;
  readonly intake: Pick<Intake, 'workOn'>;
  readonly deskInbox: Pick<DeskInbox, 'workOn'>;
  /** The deed, if it is one. */
  readonly decide: (undecided: Undecided) => Promise<KeptDeed | null>;
}

export function createUndecidedInbox({ inbox, intake, deskInbox, decide }: UndecidedSettings): UndecidedInbox {
  return {
    async take({ deed, heard, ...rest }, live) {
      await inbox.takeMasked(laneOf(deed.who), async () => {
        const masked = { deed: await deedWithoutSecrets(deed), heard: heard && (await withoutSecrets(heard)) };
        const content = { ...rest, ...masked };
        const event = { channel: 'slack', id: deskInboxId(deed), content, isAcknowledged: true } as const;
        return { event, work: workOn(content, live) };
      });
    },
    workOn,
  };

  function workOn(undecided: Undecided, live: Live): Work<unknown> {
    let chosen: Work<unknown> = workOfOthers(undecided, live);
    return {
      event: undecided.deed.id,
      async prepare() {
        const deed = await decide(undecided);
        if (deed !== null) chosen = deskInbox.workOn(deed, live.tell(deed));
        return chosen.prepare();
      },
      after: async (result) => chosen.after?.(result),
      failed: async (error) => chosen.failed?.(error),
    };
  }

  function workOfOthers({ deed, heard }: Undecided, { aside, explain }: Live): Work<unknown> {
    if (heard !== null) return intake.workOn(heard, aside);
    return { event: deed.id, prepare: async () => async (place) => place.head(), after: explain };
  }
}
