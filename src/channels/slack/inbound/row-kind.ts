import type { z } from 'zod';
import type { Inbox, WorkOn } from '../../../helpdesk/inbox/inbox.ts';
import type { LaneArrival } from '../../../helpdesk/inbox/new-event.ts';
import type { Work } from '../../../helpdesk/inbox/work.ts';

/**
 * One kind of content of Slack's rows in the inbox: plain JSON, which another process or a later
 * version may have to work on. `L` is what only the process that received it has, such as a way to
 * answer.
 */
export interface RowKind<C, L, R> {
  readonly schema: z.ZodType<C>;
  /** The same each time Slack sends it. */
  idOf(content: C): string;
  laneOf(content: C): LaneArrival;
  /** Returns the content as it is stored: without secrets. */
  masked(content: C): Promise<C>;
  workOn(content: C, live: L): Work<R>;
  /** What a process that didn't receive the row has instead. */
  liveOf(content: C): L;
  /** True for what Slack takes an answer to for three seconds only: a form, a button, a command. */
  isInteractive(content: C): boolean;
}

/** Stores rows of one kind. */
export interface RowInbox<C, L> {
  /**
   * Stores a row, on disk, before it is acknowledged: Slack waits three seconds, and resends only
   * events, so a click, a form or a command that was acknowledged and then lost would be lost for
   * good. If it can't be stored, it isn't acknowledged: Slack shows the person that it failed.
   * @returns false if the same row is already in progress.
   */
  take(content: C, live?: L): Promise<boolean>;
}

export function createRowInbox<C, L, R>(
  inbox: Pick<Inbox, 'takeMasked'>,
  kind: RowKind<C, L, R>,
): RowInbox<C, L> {
  return {
    async take(content, live = kind.liveOf(content)) {
      const { isNew } = await inbox.takeMasked(kind.laneOf(content), async () => {
        const stored = await kind.masked(content);
        const id = kind.idOf(stored);
        const isInteractive = kind.isInteractive(stored);
        const common = { channel: 'slack', isAcknowledged: true, isInteractive } as const;
        const event = { ...common, id, content: stored };
        return { event, work: kind.workOn(stored, live) };
      });
      return isNew;
    },
  };
}

/** Reads rows from any process and version: the first kind whose schema fits. */
export function readRow(readers: readonly WorkOn[]): WorkOn {
  return (content) => {
    for (const read of readers) {
      const work = read(content);
      if (work !== null) return work;
    }
    return null;
  };
}

export function readerOf<C, L, R>(kind: RowKind<C, L, R>): WorkOn {
  return (stored) => {
    const content = kind.schema.safeParse(stored).data;
    return content === undefined ? null : kind.workOn(content, kind.liveOf(content));
  };
}
