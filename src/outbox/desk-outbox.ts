import type { Transaction } from 'kysely';
import { fromKysely } from 'pg-boss';
import type { DeskChannel, DeskPlace, LocalDeskChannel } from '../channels/channel.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import type { Store } from '../store/open-store.ts';
import { storable } from '../store/storable.ts';
import type { Backoff } from './backoff.ts';
import { DESK_POSTS, type DeskJob, deskJobKey } from './desk-job.ts';
import { type DeskWay, deskPostHandler } from './desk-posts.ts';
import { type Pump, startPump } from './pump.ts';

const POSTS_A_LOOK = 16;

/** The part of the outbox that posts in desks. */
export interface DeskOutbox {
  register(channel: DeskChannel | LocalDeskChannel, places: readonly DeskPlace[]): void;
  /** Within a transaction: puts down what is to be posted; in a desk of our own database, posts it. */
  add(trx: Transaction<Database>, posts: readonly DeskJob[]): Promise<void>;
  start(): Pump;
}

export interface DeskOutboxOptions {
  readonly store: Store;
  readonly log: Log;
  readonly backoff: Backoff;
  /** Makes ids that sort in the order they were made. */
  readonly orderedId: () => string;
  readonly onPutBack: (delayMs: number) => void;
}

export function createDeskOutbox({ store, log, backoff, orderedId, onPutBack }: DeskOutboxOptions): DeskOutbox {
  const ways = new Map<string, DeskWay>();
  const locals = new Map<string, { readonly place: DeskPlace; readonly channel: LocalDeskChannel }>();
  return {
    register(channel, places) {
      for (const place of places) {
        if ('keepPost' in channel) locals.set(place.desk, { place, channel });
        else ways.set(place.desk, { place, channel });
      }
    },
    async add(trx, posts) {
      for (const { desk, ticket, items } of posts) {
        const local = locals.get(desk);
        for (const item of local ? items : [])
          await local?.channel.keepPost(trx, { ...item, ticket, place: local.place });
      }
      const jobs = posts
        .filter(({ desk, items }) => items.length > 0 && !locals.has(desk))
        .map((job) => ({ id: orderedId(), singletonKey: deskJobKey(job), data: storable(job) }));
      if (jobs.length > 0) await store.jobs.insert(DESK_POSTS, jobs, { db: fromKysely(trx) });
    },
    start() {
      const handle = deskPostHandler({ store, ways, backoff, log, onPutBack });
      return startPump({ store, queue: DESK_POSTS, batch: POSTS_A_LOOK, handle, log });
    },
  };
}
