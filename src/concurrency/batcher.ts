/**
 * Combines many small writes into few: items that arrive during a write, or in the same turn of the
 * event loop, go into the next write together. Each promise settles with the write that contains
 * its item.
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
