/** While tasks run back to back, timers and sockets get a turn this often. */
const BREATH_MS = 2;

/** A fair lock: each caller gets it in the order of the requests, so that none waits forever. */
export interface Lock {
  /** Resolves to the release function when the lock is taken. */
  acquire(): Promise<() => void>;
  /** Runs a task while holding the lock. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function createLock(): Lock {
  let last: Promise<void> = Promise.resolve();
  let breathed = 0;
  return {
    acquire,
    async run(task) {
      const release = await acquire();
      try {
        return await task();
      } finally {
        release();
      }
    },
  };

  async function acquire(): Promise<() => void> {
    const before = last;
    const held = Promise.withResolvers<void>();
    last = held.promise;
    await before;
    return () => pass(held.resolve);
  }

  /**
   * The embedded database works in this thread and never waits, so the lock has to yield the
   * thread.
   */
  function pass(next: () => void): void {
    if (performance.now() - breathed < BREATH_MS) {
      next();
      return;
    }
    setImmediate(() => {
      breathed = performance.now();
      next();
    });
  }
}
