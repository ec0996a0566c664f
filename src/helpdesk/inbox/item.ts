import { type Place, type Turn, TurnPostponed, type Work } from './work.ts';

/** A row of the inbox that this process works on, or waits for. */
export interface Item {
  readonly place: Place;
  readonly work: Work<unknown>;
  /** Ids for the log. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** True while an earlier row of the lane, or another process, has to be done first. */
  isBlocked: boolean;
  /** Its turn begins no earlier, in ms of `monotonicMs`: an earlier row may still arrive. */
  readonly notBefore: number;
  /** How many turns have failed so far. */
  attempts: number;
  /** How often in a row the database could not be asked. */
  outages: number;
  prepared: Promise<Turn<unknown>> | null;
  /** Set once the turn is over and only the row is left to remove. */
  outcome: { readonly result: unknown } | null;
  /** Set once the turn failed for good and only the row is left to set aside. */
  fault: { readonly error: unknown } | null;
  /** Resolves to null if another process had the turn. */
  readonly done: PromiseWithResolvers<{ readonly result: unknown } | null>;
  /** Called when the database fails. */
  readonly onPostponed: Set<(error: TurnPostponed) => void>;
}

export type NewItem = Pick<
  Item,
  'place' | 'work' | 'fields' | 'isBlocked' | 'notBefore' | 'attempts'
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
  // Often nobody waits for it.
  item.done.promise.catch(() => undefined);
  if (!item.isBlocked) void preparedTurn(item);
  return item;
}

/** The turn, once its lookups are done; they begin with the first call, and anew after a failure. */
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

/** Tells everybody who waits for an answer that it comes later. */
export function postpone(item: Item, cause: unknown): void {
  const error = new TurnPostponed('The database failed; the turn is taken later.', { cause });
  for (const tell of item.onPostponed) tell(error);
}
