import { createKeyedQueue, type KeyedQueue } from '../../concurrency/keyed-queue.ts';
import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import { type ChangeFeed, NO_CHANGE_FEED, type Topic } from '../../store/change-feed.ts';

/** What requesters' turns and agents' deeds share: whose turn it is in a conversation, and who hears what changed. */
export interface TurnCoordinator {
  /** By conversation: one thing after the other. */
  readonly queue: KeyedQueue;
  readonly turnChanges: Signal;
  /** By number of the ticket. */
  readonly ticketChanges: Signal;
}

/** Calls everybody who listens. */
export interface Signal {
  /** Returns what ends the listening. */
  listen(listener: (key: string) => void): () => void;
  notify(key: string): void;
}

/** @param news what other processes change is told here as well, and what is told here to them. */
export function createTurnCoordinator(
  log: Log,
  news: ChangeFeed = NO_CHANGE_FEED,
): TurnCoordinator {
  const turns = createLocalSignal(log);
  const tickets = createLocalSignal(log);
  news.listen((topic, key) => (topic === 'turn' ? turns : tickets).notify(key));
  return {
    queue: createKeyedQueue(),
    turnChanges: { ...turns, notify: notifying('turn', turns) },
    ticketChanges: { ...tickets, notify: notifying('ticket', tickets) },
  };

  function notifying(topic: Topic, signal: Signal): Signal['notify'] {
    return (key) => {
      signal.notify(key);
      news.publish(topic, key);
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
    notify(key) {
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
