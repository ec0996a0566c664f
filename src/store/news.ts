import { randomUUID } from 'node:crypto';
import { Client, type Pool } from 'pg';
import type { Log } from '../log.ts';

const CHANNEL = 'signpost_news';
const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 30_000;

/** What a piece of news is about: the conversation a turn changed, or the number of a ticket something was done to. */
export type Topic = 'turn' | 'ticket';

/**
 * Tells the other processes on the same database what has changed, so that pages connected to those hear of it at once.
 * News is a hint and may be lost: whoever hears it reads again what they show, and does so now and then without it.
 */
export interface News {
  tell(topic: Topic, key: string): void;
  /** Calls back with what other processes tell. */
  listen(listener: (topic: Topic, key: string) => void): void;
  close(): Promise<void>;
}

/** For a database that no other process can have open. */
export const NO_NEWS: News = { tell() {}, listen() {}, close: async () => {} };

/** News by PostgreSQL's LISTEN and NOTIFY, over a connection of its own that is made again where it breaks. */
export function createNews(databaseUrl: string, pool: Pool, log: Log): News {
  const self = randomUUID();
  const listeners = new Set<(topic: Topic, key: string) => void>();
  let client: Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let waitMs = FIRST_WAIT_MS;
  let closed = false;
  let connecting: Promise<void> = Promise.resolve();

  return {
    tell(topic, key) {
      pool.query('select pg_notify($1, $2)', [CHANNEL, `${self} ${topic} ${key}`]).catch((error: Error) => {
        if (!closed) log.warn({ reason: error.message }, 'other processes could not be told of news');
      });
    },
    listen(listener) {
      listeners.add(listener);
      if (listeners.size === 1) connecting = connect();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await connecting;
      await client?.end().catch(() => {});
    },
  };

  async function connect(): Promise<void> {
    const next = new Client({ connectionString: databaseUrl, application_name: 'signpost-news' });
    // Unheard, an error of the connection would end the process.
    next.on('error', (error) => again(next, error));
    next.on('end', () => again(next, new Error('the connection ended')));
    next.on('notification', ({ payload = '' }) => read(payload));
    client = next;
    try {
      await next.connect();
      await next.query(`listen ${CHANNEL}`);
      waitMs = FIRST_WAIT_MS;
    } catch (error) {
      again(next, error instanceof Error ? error : new Error('it cannot be opened'));
    }
  }

  /** A broken connection tells of itself several times; it is replaced once. */
  function again(broken: Client, error: Error): void {
    if (closed || client !== broken) return;
    client = null;
    broken.end().catch(() => {});
    log.warn({ reason: error.message }, 'news of other processes is not heard for a moment');
    timer = setTimeout(() => {
      connecting = connect();
    }, waitMs).unref();
    waitMs = Math.min(2 * waitMs, MOST_WAIT_MS);
  }

  function read(payload: string): void {
    const [, from, topic, key] = /^(\S+) (turn|ticket) (.+)$/s.exec(payload) ?? [];
    if (from === undefined || from === self || key === undefined) return;
    if (topic !== 'turn' && topic !== 'ticket') return;
    for (const listener of listeners) listener(topic, key);
  }
}
