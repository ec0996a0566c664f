import type { ChannelName } from '../conversation/event.ts';

/** A received event that waits for its turn. */
export interface NewInboxRow {
  readonly channel: ChannelName;
  /**
   * Rows of one lane have their turns one after another across all processes, by `rank` and then by
   * `seq`.
   */
  readonly lane: string;
  /** Unique within the channel, so that a redelivered event finds its row. */
  readonly id: string;
  /**
   * The platform's timestamp, in µs since 1970; without one, the time of the insert counts. It
   * decides the order of rows that arrive together.
   */
  readonly sentAt?: number | null;
  /** JSON that only its channel reads, with secrets masked. */
  readonly content: unknown;
}

export interface InboxRow extends Omit<NewInboxRow, 'sentAt'> {
  readonly seq: number;
  /** The platform's timestamp, or the value that keeps the row behind earlier rows. */
  readonly rank: number;
  /** Number of failed turns so far. */
  readonly attempts: number;
}

/** The position of a row in its lane, and the process that owns it. */
export interface InboxPosition {
  readonly seq: number;
  readonly lane: string;
  readonly owner: string;
}

export interface Lease {
  /** Id of the process. */
  readonly owner: string;
  readonly leaseMs: number;
}

/** One driver returns a `bigint` as a string, the other as a number. */
export type Stored<T extends Numbers> = Omit<T, keyof Numbers> & {
  readonly [Key in keyof Numbers]: number | string;
};

type Numbers = Pick<InboxRow, 'seq' | 'rank'>;

/** Returns a row as read, with its numbers as numbers. */
export function numbered<T extends Numbers>(row: Stored<T>): Omit<T, keyof Numbers> & Numbers {
  return { ...row, seq: Number(row.seq), rank: Number(row.rank) };
}
