/** Work that continues after its answer was sent. */
export interface BackgroundTasks {
  add(work: Promise<void>): void;
  /** Resolves when all work has ended. */
  settled(): Promise<void>;
}

/** @param failed is called if work rejects; it never throws. */
export function createBackgroundTasks(failed: (error: unknown) => void): BackgroundTasks {
  const unfinished = new Set<Promise<void>>();
  return {
    add(work) {
      const tracked = work.catch(failed).finally(() => unfinished.delete(tracked));
      unfinished.add(tracked);
    },
    async settled() {
      await Promise.all(unfinished);
    },
  };
}
