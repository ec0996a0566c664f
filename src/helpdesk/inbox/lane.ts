import type { Item } from './item.ts';
import type { HeldPosition } from './work.ts';

/** The rows of a lane in this process, in order. */
export interface Lane {
  add(item: Item): void;
  /** Ends any wait for another process, for a database or for the next retry. */
  wake(): void;
  /** Resolves when nothing is left to do for now. */
  idle(): Promise<void>;
}

/**
 * Works on a row: resolves to null when it is done, else to the delay before the next attempt, in
 * ms.
 */
export type ProcessItem = (item: Item) => Promise<number | null>;

/**
 * Creates a lane that works on one row at a time, always the first: a row taken over from another
 * process goes before those queued behind it. Calls `onEmpty` when no row is left.
 */
export function createLane(
  process: ProcessItem,
  isStopped: () => boolean,
  onEmpty: () => void,
): Lane {
  const items: Item[] = [];
  let running: Promise<void> | null = null;
  let isWoken = false;
  let endPause: (() => void) | null = null;
  return {
    add(item) {
      const after = items.findIndex(({ position }) => isBefore(item.position, position));
      items.splice(after === -1 ? items.length : after, 0, item);
      if (items[0] === item) wake();
      if (running === null) {
        const begun = Promise.withResolvers<void>();
        running = begun.promise;
        void run().then(begun.resolve);
      }
    },
    wake,
    async idle() {
      await running;
    },
  };

  /** If a row is being worked on, skips the wait that follows. */
  function wake(): void {
    isWoken = true;
    endPause?.();
  }

  async function run(): Promise<void> {
    for (let item = items[0]; item !== undefined && !isStopped(); item = items[0]) {
      isWoken = false;
      const waitMs = await process(item);
      if (waitMs === null) items.splice(items.indexOf(item), 1);
      else if (!isWoken && !isStopped()) await pause(waitMs);
    }
    running = null;
    onEmpty();
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function isBefore(one: HeldPosition, other: HeldPosition): boolean {
  return one.rank === other.rank ? one.seq < other.seq : one.rank < other.rank;
}
