export interface TtlCacheOptions<T> {
  readonly now: () => number;
  /** How long an answer is good for, in ms. */
  readonly ttlMs: (answer: T) => number;
}

const MOST = 10_000;

/** Asks once for each key and remembers the answer for its time; those who ask meanwhile wait for the same one. */
export function createTtlCache<T>({ now, ttlMs: goodForMs }: TtlCacheOptions<T>) {
  const known = new Map<string, { readonly answer: Promise<T>; until: number }>();

  return (key: string, ask: () => Promise<T>): Promise<T> => {
    const before = known.get(key);
    if (before !== undefined && before.until > now()) return before.answer;
    if (known.size >= MOST) known.clear();
    const entry = { answer: ask(), until: Number.POSITIVE_INFINITY };
    known.set(key, entry);
    entry.answer.then(
      (answer) => {
        entry.until = now() + goodForMs(answer);
      },
      () => {
        if (known.get(key) === entry) known.delete(key);
      },
    );
    return entry.answer;
  };
}
