import { randomUUID } from 'node:crypto';
import type { Log } from '../diagnostics/log.ts';
import { LISTENER_NAME } from './postgres/connection-budget.ts';
import type { GuardedPool } from './postgres/guarded-pool.ts';
import { openListener } from './postgres/listener.ts';

const CHANNEL = 'signpost_news';

/**
 * What a change is about: the conversation a turn changed, or the number of the ticket that
 * changed.
 */
export type Topic = 'turn' | 'ticket';

/**
 * Notifies the other processes on the same database of changes, so that the pages connected to them
 * update at once. Notifications are hints and may be lost: listeners reread what they show when one
 * arrives, and now and then without one.
 */
export interface ChangeFeed {
  publish(topic: Topic, key: string): void;
  /** Calls back with the notifications of other processes. */
  listen(listener: (topic: Topic, key: string) => void): void;
  close(): Promise<void>;
}

/** For a database that no other process can open. */
export const NO_CHANGE_FEED: ChangeFeed = { publish() {}, listen() {}, close: async () => {} };

/** A change feed over LISTEN and NOTIFY, on the one connection outside the pool. */
export interface ServerChangeFeed extends ChangeFeed {
  /** Resolves when the server answers on that connection. Doesn't wait for the pool. See `Listener`. */
  probe(timeoutMs?: number): Promise<void>;
}

/**
 * Creates a change feed over PostgreSQL's LISTEN and NOTIFY, on a connection of its own that is
 * reopened when it breaks.
 */
export function createChangeFeed(
  databaseUrl: string,
  pool: Pick<GuardedPool, 'query'>,
  log: Log,
): ServerChangeFeed {
  const self = randomUUID();
  const listeners = new Set<(topic: Topic, key: string) => void>();
  const listener = openListener({
    databaseUrl,
    name: LISTENER_NAME,
    channel: CHANNEL,
    onNotification: read,
    log,
  });
  let closed = false;

  return {
    publish(topic, key) {
      pool
        .query('select pg_notify($1, $2)', [CHANNEL, `${self} ${topic} ${key}`])
        .catch((error: Error) => {
          if (!closed)
            log.warn({ reason: error.message }, 'postgres: notification to other processes failed');
        });
    },
    listen(inbound) {
      listeners.add(inbound);
      listener.start();
    },
    probe: (timeoutMs) => listener.probe(timeoutMs),
    async close() {
      closed = true;
      await listener.close();
    },
  };

  function read(payload: string): void {
    const [, from, topic, key] = /^(\S+) (turn|ticket) (.+)$/s.exec(payload) ?? [];
    if (from === undefined || from === self || key === undefined) return;
    if (topic !== 'turn' && topic !== 'ticket') return;
    for (const listener of listeners) listener(topic, key);
  }
}
