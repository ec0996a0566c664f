import type { InboxPlace } from '../../store/inbox.ts';

/** What is to be done about one row of the inbox. */
export interface Work<R> {
  /** The platform's id of the event, for the log. */
  readonly event: string;
  /**
   * Slow lookups: profiles, files. Runs beside earlier rows of the lane, outside any lock and transaction, and again
   * after a failure, so it must be idempotent. Resolves to the turn.
   */
  prepare(): Promise<Turn<R>>;
  /** Called after the turn, before the next one of the lane; a failure of it is logged and is no failure of the turn. */
  after?(result: R): Promise<void>;
  /** Called when the row was set aside because its turn failed for good. Never rejects. */
  failed?(error: unknown): Promise<void>;
}

/**
 * Takes a turn in the order of its lane. May be called again, after a failure or where the row was not the first of its
 * lane. A turn with a transaction removes the row in it and sets `place.isRemoved` after the commit; any other turn
 * waits for `place.head()` first, has one effect however often it is called, and leaves the row to the inbox.
 */
export type Turn<R> = (place: Place) => Promise<R>;

export interface Place extends InboxPlace {
  readonly rank: number;
  isRemoved: boolean;
  /** @throws NotHead if an earlier row of the lane is not done. */
  head(): Promise<void>;
}

/** A row is not the first of its lane, or not this process's: its turn is tried again when it is. */
export class NotHead extends Error {
  override readonly name = 'NotHead';
}

/**
 * The database failed while an event with a place in the inbox had its turn: it is tried again until it succeeds, and
 * whoever waits for an answer may send it again.
 */
export class TurnPostponed extends Error {
  override readonly name = 'TurnPostponed';
}
