import type { Item } from './item.ts';

/** An event that has its place in the inbox. */
export interface Taken<R> {
  /** False if it had its place before. */
  readonly isNew: boolean;
  /** Resolves to the result of its turn; to null if an earlier turn or another process had it. Rejects if it failed. */
  readonly done: Promise<{ readonly result: R } | null>;
  /**
   * The same, for whoever has to be answered: rejects with `TurnPostponed` as soon as the database fails, and resolves
   * to 'late' after so many milliseconds.
   */
  answer(withinMs: number): Promise<{ readonly result: R } | 'late' | null>;
}

export function takenOf<R>(item: Item, isNew: boolean): Taken<R> {
  // The result is that of the work the event was taken with, or of the same event that came before.
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
