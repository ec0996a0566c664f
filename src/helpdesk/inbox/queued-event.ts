import type { Item } from './item.ts';

/** An event stored in the inbox. */
export interface QueuedEvent<R> {
  /** False if it was stored before. */
  readonly isNew: boolean;
  /**
   * Resolves to the result of its turn, or to null if an earlier turn or another process had it.
   * Rejects if the turn failed.
   */
  readonly done: Promise<{ readonly result: R } | null>;
  /**
   * Same, for callers that need an answer in time: rejects with `TurnPostponed` as soon as the
   * database fails, and resolves to 'late' after this many milliseconds.
   */
  answer(withinMs: number): Promise<{ readonly result: R } | 'late' | null>;
}

export function queuedEvent<R>(item: Item, isNew: boolean): QueuedEvent<R> {
  // The result is from the work given with this event or with an earlier copy of it.
  const done = item.done.promise as Promise<{ readonly result: R } | null>;
  return {
    isNew,
    done,
    async answer(withinMs) {
      const other = Promise.withResolvers<'late'>();
      const timer = Number.isFinite(withinMs)
        ? setTimeout(() => other.resolve('late'), withinMs)
        : undefined;
      item.onPostponed.add(other.reject);
      try {
        return await Promise.race([done, other.promise]);
      } finally {
        clearTimeout(timer);
        item.onPostponed.delete(other.reject);
      }
    },
  };
}
