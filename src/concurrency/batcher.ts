/**
 * Makes many small writes few: what arrives while one write is under way, or in the same turn of the event loop, goes
 * into the next one together. Each promise settles with the write its item went into.
 */
export function createBatcher<T>(
  write: (items: readonly T[]) => Promise<void>,
): (item: T) => Promise<void> {
  let waiting: { readonly item: T; readonly done: PromiseWithResolvers<void> }[] = [];
  let writing = false;
  return (item) => {
    const done = Promise.withResolvers<void>();
    waiting.push({ item, done });
    if (!writing) {
      writing = true;
      setImmediate(writeAll);
    }
    return done.promise;
  };

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch.map(({ item }) => item));
        for (const { done } of batch) done.resolve();
      } catch (error) {
        for (const { done } of batch) done.reject(error);
      }
    }
    writing = false;
  }
}
