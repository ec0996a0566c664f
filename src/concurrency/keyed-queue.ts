/**
 * Runs tasks with the same key one after the other, in the order of arrival, and tasks with
 * different keys in parallel.
 */
export interface KeyedQueue {
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
  /** Resolves when all tasks added so far are done. */
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
