/** Between two tasks of a row without end, timers and sockets get their turn this often. */
const BREATH_MS = 2;

/** A lock that many want: each gets it in the order they asked, so that none waits for ever. */
export interface Lock {
  /** Resolves when the lock is taken, to what gives it back. */
  acquire(): Promise<() => void>;
  /** Runs a task with the lock taken. */
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

  /** The embedded database works within this thread and never waits: somebody has to let go of it. */
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
