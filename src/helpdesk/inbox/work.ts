import type { InboxPosition } from '../../store/inbox-row.ts';

/** The work for an inbox row. */
export interface Work<R> {
  /** The platform's id of the event, for the log. */
  readonly event: string;
  /**
   * Does slow lookups: profiles, files. Runs in parallel to earlier rows of the lane, outside any
   * lock and transaction, and again after a failure, so it must be idempotent. Resolves to the
   * turn.
   */
  prepare(): Promise<Turn<R>>;
  /**
   * Called after the turn, before the next one of the lane; if it fails, that is logged and doesn't
   * fail the turn.
   */
  after?(result: R): Promise<void>;
  /** Called when the turn failed for good and the row became a dead letter. Never rejects. */
  failed?(error: unknown): Promise<void>;
}

/**
 * Takes a turn in lane order. May be called again, after a failure or if the row wasn't the first
 * of its lane. A turn with a transaction removes the row in it and sets `position.isRemoved` after the
 * commit; any other turn waits for `position.head()` first, must be idempotent, and leaves the row to
 * the inbox.
 */
export type Turn<R> = (position: HeldPosition) => Promise<R>;

/** The position in its lane of a row that this process holds. */
export interface HeldPosition extends InboxPosition {
  readonly rank: number;
  isRemoved: boolean;
  /** @throws NotHead if an earlier row of the lane isn't done. */
  head(): Promise<void>;
}

/**
 * A row isn't the first of its lane or doesn't belong to this process; its turn is retried when it
 * is.
 */
export class NotHead extends Error {
  override readonly name = 'NotHead';
}

/**
 * The database failed during the turn of a stored event: the turn is retried until it succeeds, and
 * a caller that waits for an answer may send the event again.
 */
export class TurnPostponed extends Error {
  override readonly name = 'TurnPostponed';
}
