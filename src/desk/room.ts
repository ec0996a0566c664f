import type { Log } from '../log.ts';
import { failureFields } from '../outbox/failure.ts';
import { createLanes, type Lanes } from './lanes.ts';

/** What requesters' turns and agents' deeds share: whose turn it is in a conversation, and who hears what changed. */
export interface Room {
  /** By conversation: one thing after the other. */
  readonly lanes: Lanes;
  readonly turns: Signal;
  /** By number of the ticket. */
  readonly tickets: Signal;
}

/** Calls everybody who listens. */
export interface Signal {
  /** Returns what ends the listening. */
  listen(listener: (key: string) => void): () => void;
  tell(key: string): void;
}

export function createRoom(log: Log): Room {
  return { lanes: createLanes(), turns: createSignal(log), tickets: createSignal(log) };
}

function createSignal(log: Log): Signal {
  const listeners = new Set<(key: string) => void>();
  return {
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(key) {
      for (const listener of listeners) {
        try {
          listener(key);
        } catch (error) {
          log.error({ key, ...failureFields(error) }, 'a listener failed');
        }
      }
    },
  };
}
