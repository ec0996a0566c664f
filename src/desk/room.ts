import type { Log } from '../log.ts';
import { failureFields } from '../outbox/failure.ts';
import { type News, NO_NEWS, type Topic } from '../store/news.ts';
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

/** @param news what other processes change is told here as well, and what is told here to them. */
export function createRoom(log: Log, news: News = NO_NEWS): Room {
  const turns = createLocalSignal(log);
  const tickets = createLocalSignal(log);
  news.listen((topic, key) => (topic === 'turn' ? turns : tickets).tell(key));
  return {
    lanes: createLanes(),
    turns: { ...turns, tell: telling('turn', turns) },
    tickets: { ...tickets, tell: telling('ticket', tickets) },
  };

  function telling(topic: Topic, signal: Signal): Signal['tell'] {
    return (key) => {
      signal.tell(key);
      news.tell(topic, key);
    };
  }
}

function createLocalSignal(log: Log): Signal {
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
