import { randomUUID } from 'node:crypto';
import { monotonicMs } from '../../concurrency/clocks.ts';
import { createKeyedQueue } from '../../concurrency/keyed-queue.ts';
import type { ChannelName } from '../../conversation/event.ts';
import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import { refuseIfFull } from '../../store/embedded/disk-watch.ts';
import {
  beginTurn,
  type InboxRow,
  insertRow,
  type NewInboxRow,
  releaseRows,
  renewAndTakeOver,
  reviveRow,
  setRowAside,
  takeOverAll,
} from '../../store/inbox.ts';
import { removeProcess, reportProcess } from '../../store/inbox-processes.ts';
import type { Store } from '../../store/store.ts';
import { createAttempt } from './attempt.ts';
import { createItem, type Item } from './item.ts';
import { createLagMeter } from './lag.ts';
import { createLane, type Lane } from './lane.ts';
import { createSweeper } from './sweeper.ts';
import { type Taken, takenOf } from './taken.ts';
import { NotHead, type Place, type Work } from './work.ts';

/**
 * Queues every event for its turn. An event is inserted into the database before any slow lookup.
 * Rows of a lane have their turns one after another across all processes, in the order in which the
 * platform says they were sent if they arrive together; a row is removed in the transaction of its
 * turn. A process holds its rows with a lease it renews, so other processes take over the rows of a
 * killed process.
 */
export interface Inbox {
  /**
   * Inserts an event and resolves once it is stored. An event that is already stored keeps its
   * place.
   * @throws DiskFullError if the disk is full, or the database's error if the event couldn't be
   * stored.
   */
  take<R>(event: NewEvent, work: Work<R>): Promise<Taken<R>>;
  /**
   * Same for an event that is masked first: events of a lane keep the order of these calls in this
   * process, however long masking takes.
   */
  takeMasked<R>(arrival: LaneArrival, mask: () => Promise<MaskedArrival<R>>): Promise<Taken<R>>;
  /**
   * Registers how a process that didn't receive a channel's rows works on them; null if a row is
   * unreadable.
   */
  register(channel: ChannelName, workOn: WorkOn): void;
  /** Takes over rows left by earlier and other processes, now and from then on. */
  start(): Promise<void>;
  /** Resolves when every held row has had its turn or became a dead letter. */
  settled(): Promise<void>;
  /**
   * Takes over no more rows, works on held ones for at most this time, and leaves the rest to other
   * processes.
   */
  stop(timeoutMs: number): Promise<void>;
}

export interface NewEvent extends NewInboxRow {
  /**
   * False if the event is answered only after its turn is committed; that commit also brings this
   * one to disk.
   */
  readonly isAcknowledged: boolean;
}

/**
 * A lane, and when the platform says the event was sent, in µs since 1970; null if it doesn't say.
 */
export interface LaneArrival {
  readonly lane: string;
  readonly sentAt: number | null;
}

/** A masked event and the work on it. */
export interface MaskedArrival<R> {
  readonly event: Omit<NewEvent, 'lane' | 'sentAt'>;
  readonly work: Work<R>;
}

/**
 * Returns the work on a stored row. Its content has to be validated because an earlier version may
 * have written it.
 */
export type WorkOn = (content: unknown) => Work<unknown> | null;

export interface InboxOptions {
  readonly store: Pick<Store, 'kind' | 'db' | 'disk'>;
  readonly log: Log;
  readonly retryAfterMs?: readonly number[] | undefined;
  /** How long the rows of a dead process wait before another takes them over. */
  readonly leaseMs?: number | undefined;
  /**
   * How long an event waits for an earlier one that another process may have received; the lag of
   * the slowest process is added.
   */
  readonly settleMs?: number | undefined;
}

const RETRY_AFTER_MS = [300, 1_200];
const LEASE_MS = 6_000;
/**
 * Events keep their order even if a process stalls this long between receiving and inserting one,
 * in addition to its reported lag. Measured, see test/soak/order.ts.
 */
const SETTLE_MS = 200;
/** Longest lag that an event waits for. */
const MAX_LAG_MS = 2_000;

export function createInbox(options: InboxOptions): Inbox {
  const {
    store,
    log,
    retryAfterMs = RETRY_AFTER_MS,
    leaseMs = LEASE_MS,
    settleMs = SETTLE_MS,
  } = options;
  const { db } = store;
  const lease = { owner: randomUUID(), leaseMs };
  const workers = new Map<ChannelName, WorkOn>();
  const held = new Map<number, Item>();
  const lanes = new Map<string, Lane>();
  const arrivals = createKeyedQueue();
  // No other process writes to the embedded database.
  const lag = store.kind === 'postgres' ? createLagMeter() : null;
  let isStopped = false;
  const sweeper = createSweeper({ sweep, everyMs: leaseMs / 5, log });
  const attempt = createAttempt({ store, log, retryAfterMs, sweep: sweeper.now });

  return {
    take: (event, work) => arrive(event.lane, () => take(event, work)),
    takeMasked: ({ lane, sentAt }, mask) =>
      arrive(lane, async () => {
        const { event, work } = await mask();
        return take({ ...event, lane, sentAt }, work);
      }),
    register: (channel, workOn) => void workers.set(channel, workOn),
    async start() {
      if (store.kind === 'embedded') takeUp(await takeOverAll(db, lease, [...workers.keys()]));
      else await sweeper.now();
      sweeper.start();
    },
    settled,
    async stop(timeoutMs) {
      sweeper.renewOnly();
      await Promise.race([settled(), wait(timeoutMs)]);
      isStopped = true;
      await sweeper.stop();
      for (const lane of lanes.values()) lane.wake();
      if (held.size > 0) await releaseRows(db, lease.owner).catch(() => undefined);
      lag?.stop();
      if (lag !== null) await removeProcess(db, lease.owner).catch(() => undefined);
    },
  };

  function arrive<R>(lane: string, store: () => Promise<R>): Promise<R> {
    const work = () => arrivals.run(lane, store);
    return lag === null ? work() : lag.measure(work);
  }

  /**
   * One insert at a time per lane: of two concurrent inserts, the later could reach the database
   * first.
   */
  async function take<R>(event: NewEvent, work: Work<R>): Promise<Taken<R>> {
    refuseIfFull(store.disk);
    const { isAcknowledged, sentAt = null, ...row } = event;
    const taken = await insertRow(db, { ...row, sentAt }, lease, isAcknowledged);
    const before = held.get(taken.seq);
    if (before !== undefined) return takenOf(before, false);
    if (taken.isDead) await reviveRow(db, taken.seq, lease);
    const isBlocked = !taken.isDead && taken.owner !== lease.owner;
    const { seq, rank } = taken;
    const waitMs = settleMs + Math.min(taken.lagMs, MAX_LAG_MS);
    const notBefore = taken.isHurried ? monotonicMs() + waitMs : 0;
    const item = hold({ ...row, seq, rank, attempts: taken.isDead ? 0 : taken.attempts }, work, {
      isBlocked,
      notBefore,
    });
    return takenOf(item, taken.isNew || taken.isDead);
  }

  function hold(
    row: InboxRow,
    work: Work<unknown>,
    waits: Pick<Item, 'isBlocked' | 'notBefore'>,
  ): Item {
    const { seq, channel, lane, attempts } = row;
    const place = placeAt(row);
    const item = createItem({
      place,
      work,
      ...waits,
      attempts,
      fields: { channel, event: work.event, place: seq },
    });
    held.set(seq, item);
    const leave = () => held.delete(seq);
    item.done.promise.then(leave, leave);
    laneOf(lane).add(item);
    return item;
  }

  function placeAt({ seq, rank, lane }: InboxRow): Place {
    const place: Place = {
      seq,
      rank,
      lane,
      owner: lease.owner,
      isRemoved: false,
      async head() {
        // No other process writes to the embedded database, and in this process the lane keeps the
        // order.
        if (store.kind === 'postgres' && !(await beginTurn(db, place))) throw new NotHead();
      },
    };
    return place;
  }

  function laneOf(key: string): Lane {
    const known = lanes.get(key);
    if (known !== undefined) return known;
    const lane = createLane(
      attempt,
      () => isStopped,
      () => lanes.delete(key),
    );
    lanes.set(key, lane);
    return lane;
  }

  async function sweep(takesOver: boolean): Promise<void> {
    if (lag !== null) await reportProcess(db, lease.owner, lag.recentMs());
    const channels = takesOver ? [...workers.keys()] : [];
    takeUp(await renewAndTakeOver(db, lease, [...held.keys()], channels));
  }

  function takeUp(rows: readonly InboxRow[]): void {
    if (rows.length > 0)
      log.info({ events: rows.length }, 'inbox: events taken over from another process');
    for (const row of rows) {
      const before = held.get(row.seq);
      if (before === undefined) {
        begin(row);
        continue;
      }
      before.isBlocked = false;
      lanes.get(row.lane)?.wake();
    }
  }

  function begin(row: InboxRow): void {
    const work = workers.get(row.channel)?.(row.content) ?? null;
    if (work !== null) return void hold(row, work, { isBlocked: false, notBefore: 0 });
    const { channel, id, seq, lane } = row;
    log.error({ channel, inbox: id, place: seq }, 'inbox: event unreadable, writing dead letter');
    setRowAside(db, { ...lease, lane, seq }, 'unreadable').catch((error: unknown) => {
      log.warn({ place: seq, ...failureFields(error) }, 'inbox: dead letter not written');
    });
  }

  async function settled(): Promise<void> {
    await arrivals.settled();
    while (lanes.size > 0 && !isStopped)
      await Promise.all([...lanes.values()].map((lane) => lane.idle()));
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
