import { createKeyedQueue, type KeyedQueue } from '../../concurrency/keyed-queue.ts';
import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import { type ChangeFeed, NO_CHANGE_FEED, type Topic } from '../../store/change-feed.ts';

/**
 * Shared by requesters' turns and agent commands: orders them per conversation, and notifies
 * listeners of changes.
 */
export interface TurnCoordinator {
  /** Runs one task at a time per conversation. */
  readonly queue: KeyedQueue;
  readonly turnChanges: Signal;
  /** By ticket number. */
  readonly ticketChanges: Signal;
}

/** Notifies all listeners. */
export interface Signal {
  /** Returns a function that unsubscribes. */
  listen(listener: (key: string) => void): () => void;
  notify(key: string): void;
}

/**
 * @param changeFeed delivers changes by other processes here, and publishes changes made here to them.
 */
export function createTurnCoordinator(
  log: Log,
  changeFeed: ChangeFeed = NO_CHANGE_FEED,
): TurnCoordinator {
  const turns = createLocalSignal(log);
  const tickets = createLocalSignal(log);
  changeFeed.listen((topic, key) => (topic === 'turn' ? turns : tickets).notify(key));
  return {
    queue: createKeyedQueue(),
    turnChanges: { ...turns, notify: notifying('turn', turns) },
    ticketChanges: { ...tickets, notify: notifying('ticket', tickets) },
  };

  function notifying(topic: Topic, signal: Signal): Signal['notify'] {
    return (key) => {
      signal.notify(key);
      changeFeed.publish(topic, key);
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
          log.error({ key, ...failureFields(error) }, 'helpdesk: change listener failed');
        }
      }
    },
  };
}
