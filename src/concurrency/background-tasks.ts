/** Work that continues after its answer was sent. */
export interface BackgroundTasks {
  /** @param work never rejects. */
  add(work: Promise<void>): void;
  /** Resolves when all work has ended. */
  settled(): Promise<void>;
}

export function createBackgroundTasks(): BackgroundTasks {
  const unfinished = new Set<Promise<void>>();
  return {
    add(work) {
      const tracked = work.finally(() => unfinished.delete(tracked));
      unfinished.add(tracked);
    },
    async settled() {
      await Promise.all(unfinished);
    },
  };
}
