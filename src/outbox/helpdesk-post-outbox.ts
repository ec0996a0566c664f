import type { Transaction } from 'kysely';
import { fromKysely } from 'pg-boss';
import type { Log } from '../diagnostics/log.ts';
import type { HelpdeskChannel, HelpdeskPoster } from '../ports/channel.ts';
import type { Database } from '../store/database.ts';
import {
  HELPDESK_POSTS,
  type HelpdeskPostJob,
  helpdeskPostKey,
} from '../store/jobs/helpdesk-post-job.ts';
import { storable } from '../store/storable.ts';
import type { Store } from '../store/store.ts';
import { sequenceOf } from '../tickets/number.ts';
import type { Backoff } from './backoff.ts';
import { type HelpdeskRoute, helpdeskPostHandler } from './helpdesk-posts.ts';
import type { LocalHelpdeskPoster } from './local-channel.ts';
import type { PaceLeases } from './pace-leases.ts';
import { startWorker, type Worker } from './worker.ts';

/** Small, so that a fetch never takes many more posts of one desk than the worker holds of it. */
const POSTS_A_LOOK = 4;

/** The part of the outbox that posts to desks. */
export interface HelpdeskPostOutbox {
  register(channel: HelpdeskPoster | LocalHelpdeskPoster, places: readonly HelpdeskChannel[]): void;
  /** Within a transaction: queues posts; for a desk in our own database, stores them as posted. */
  add(trx: Transaction<Database>, posts: readonly HelpdeskPostJob[]): Promise<void>;
  start(): Worker;
}

export interface HelpdeskPostOutboxOptions {
  readonly store: Store;
  readonly log: Log;
  readonly backoff: Backoff;
  readonly leases: PaceLeases;
  /** Creates ids that sort in order of creation. */
  readonly orderedId: () => string;
  readonly onPutBack: (delayMs: number) => void;
}

export function createHelpdeskPostOutbox(options: HelpdeskPostOutboxOptions): HelpdeskPostOutbox {
  const { store, log, backoff, leases, orderedId, onPutBack } = options;
  const ways = new Map<string, HelpdeskRoute>();
  const locals = new Map<
    string,
    { readonly place: HelpdeskChannel; readonly channel: LocalHelpdeskPoster }
  >();
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
        .map((job) => ({
          id: orderedId(),
          singletonKey: helpdeskPostKey(job),
          data: storable(job),
          ...turnOf(job),
        }));
      if (jobs.length > 0) await store.jobs.insert(HELPDESK_POSTS, jobs, { db: fromKysely(trx) });
    },
    start() {
      const handle = helpdeskPostHandler({ store, ways, backoff, log, onPutBack });
      const groups = () => [...ways.values()].map(({ place }) => targetOf(place));
      return startWorker({
        store,
        queue: HELPDESK_POSTS,
        batch: POSTS_A_LOOK,
        handle,
        leases,
        rank: rankOf,
        groups,
        log,
      });
    },
  };

  /** All posts of one channel wait in one queue, the oldest ticket first. */
  function turnOf({ desk, ticket }: HelpdeskPostJob) {
    const place = ways.get(desk)?.place;
    return { priority: -rankOf({ ticket }), ...(place && { group: { id: targetOf(place) } }) };
  }
}

/** The oldest ticket goes first. */
function rankOf({ ticket }: Pick<HelpdeskPostJob, 'ticket'>): number {
  return sequenceOf(ticket) ?? 0;
}

/** Returns the channel of a desk: two desks in one channel share its pace. */
function targetOf({ channel, tenant, address }: HelpdeskChannel): string {
  return `${channel} ${tenant} ${JSON.stringify(address)}`;
}
