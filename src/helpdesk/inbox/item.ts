import { type HeldPosition, type Turn, TurnPostponed, type Work } from './work.ts';

/** An inbox row that this process works on or waits for. */
export interface Item {
  readonly position: HeldPosition;
  readonly work: Work<unknown>;
  /** Ids for the log. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** True while an earlier row of the lane, or another process, has to finish first. */
  isBlocked: boolean;
  /**
   * Its turn doesn't begin before this time, in ms of `monotonicMs`, because an earlier row may
   * still arrive.
   */
  readonly notBefore: number;
  /** Number of failed turns so far. */
  attempts: number;
  /** Number of consecutive database failures. */
  outages: number;
  prepared: Promise<Turn<unknown>> | null;
  /** Set once the turn is over and only the row remains to be removed. */
  outcome: { readonly result: unknown } | null;
  /** Set once the turn failed for good and only the row remains to be marked as a dead letter. */
  fault: { readonly error: unknown } | null;
  /** Resolves to null if another process had the turn. */
  readonly done: PromiseWithResolvers<{ readonly result: unknown } | null>;
  /** Called when the database fails. */
  readonly onPostponed: Set<(error: TurnPostponed) => void>;
}

export type NewItem = Pick<
  Item,
  'position' | 'work' | 'fields' | 'isBlocked' | 'notBefore' | 'attempts'
>;

export function createItem(parts: NewItem): Item {
  const item: Item = {
    ...parts,
    outages: 0,
    prepared: null,
    outcome: null,
    fault: null,
    done: Promise.withResolvers(),
    onPostponed: new Set(),
  };
  // Often nothing awaits it.
  item.done.promise.catch(() => undefined);
  if (!item.isBlocked) void preparedTurn(item);
  return item;
}

/**
 * Returns the turn once its lookups are done; they start with the first call, and again after a
 * failure.
 */
export function preparedTurn(item: Item): Promise<Turn<unknown>> {
  if (item.prepared === null) {
    const preparing = (async () => item.work.prepare())();
    preparing.catch(() => {
      if (item.prepared === preparing) item.prepared = null;
    });
    item.prepared = preparing;
  }
  return item.prepared;
}

/** Tells every waiting caller that the answer comes later. */
export function postpone(item: Item, cause: unknown): void {
  const error = new TurnPostponed('The database failed; the turn is taken later.', { cause });
  for (const tell of item.onPostponed) tell(error);
}
