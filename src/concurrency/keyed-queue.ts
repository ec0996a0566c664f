/** Runs tasks of the same key one after the other, in the order they came; those of different keys side by side. */
export interface KeyedQueue {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Resolves when all that was asked for so far is done. */
  settled(): Promise<void>;
}

export function createKeyedQueue(): KeyedQueue {
  const last = new Map<string, Promise<unknown>>();
  return {
    run(key, task) {
      const before = last.get(key);
      const running = before === undefined ? task() : before.then(task, task);
      last.set(key, running);
      const leave = () => {
        if (last.get(key) === running) last.delete(key);
      };
      running.then(leave, leave);
      return running;
    },
    async settled() {
      await Promise.allSettled(last.values());
    },
  };
}
