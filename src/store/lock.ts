/** Makes a lock: tasks given to it run one at a time, in the order they came. */
export function createLock(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const running = last.then(task, task);
    last = running;
    return running;
  };
}
