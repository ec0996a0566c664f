import { LRUCache } from 'lru-cache';

export interface TtlCacheOptions<T> {
  readonly now: () => number;
  /** How long an answer stays valid, in ms. */
  readonly ttlMs: (answer: T) => number;
}

const MAX = 10_000;

/**
 * Asks once for each key and caches the answer for its TTL; concurrent callers wait for the same
 * answer.
 */
export function createTtlCache<T>({ now, ttlMs }: TtlCacheOptions<T>) {
  const known = new LRUCache<string, { readonly answer: Promise<T>; until: number }>({ max: MAX });

  return (key: string, ask: () => Promise<T>): Promise<T> => {
    const before = known.get(key);
    if (before !== undefined && before.until > now()) return before.answer;
    const entry = { answer: ask(), until: Number.POSITIVE_INFINITY };
    known.set(key, entry);
    entry.answer.then(
      (answer) => {
        entry.until = now() + ttlMs(answer);
      },
      () => {
        if (known.get(key) === entry) known.delete(key);
      },
    );
    return entry.answer;
  };
}
