import { randomUUID } from 'node:crypto';
import { createKeyedQueue } from '../../concurrency/keyed-queue.ts';
import type { ChannelName } from '../../conversation/event.ts';
import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import { refuseIfFull } from '../../store/embedded/disk-watch.ts';
import { beginTurn, insertRow, reviveRow, setRowAside } from '../../store/inbox.ts';
import { releaseRows, renewAndTakeOver, takeOverAll } from '../../store/inbox-leases.ts';
import type { InboxRow, Lease } from '../../store/inbox-row.ts';
import type { Store } from '../../store/store.ts';
import { createAttempt } from './attempt.ts';
import { HeldRows } from './held-rows.ts';
import type { LaneArrival, MaskedArrival, NewEvent } from './new-event.ts';
import { type QueuedEvent, queuedEvent } from './queued-event.ts';
import { Settling } from './settling.ts';
import { createSweeper, type Sweeper } from './sweeper.ts';
import { type HeldPosition, NotHead, type Work } from './work.ts';

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
   * position.
   * @throws DiskFullError if the disk is full, or the database's error if the event couldn't be
   * stored.
   */
  take<R>(event: NewEvent, work: Work<R>): Promise<QueuedEvent<R>>;
  /**
   * Same for an event that is masked first: events of a lane keep the order of these calls in this
   * process, however long masking takes.
   */
  takeMasked<R>(
    arrival: LaneArrival,
    mask: () => Promise<MaskedArrival<R>>,
  ): Promise<QueuedEvent<R>>;
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

/** Creates an inbox. It takes over nothing before `start`. */
export function createInbox(options: InboxOptions): Inbox {
  return new DurableInbox(options);
}

class DurableInbox implements Inbox {
  readonly #store: InboxOptions['store'];
  readonly #log: Log;
  readonly #lease: Lease;
  readonly #settling: Settling;
  readonly #workers = new Map<ChannelName, WorkOn>();
  readonly #arrivals = createKeyedQueue();
  readonly #rows: HeldRows;
  readonly #sweeper: Sweeper;
  #takesOver = true;

  constructor(options: InboxOptions) {
    const { store, log, retryAfterMs = RETRY_AFTER_MS, leaseMs = LEASE_MS } = options;
    this.#store = store;
    this.#log = log;
    this.#lease = { owner: randomUUID(), leaseMs };
    const { owner } = this.#lease;
    this.#settling = new Settling({ store, owner, settleMs: options.settleMs });
    this.#sweeper = createSweeper({ sweep: () => this.#sweep(), everyMs: leaseMs / 5, log });
    const process = createAttempt({ store, log, retryAfterMs, sweep: this.#sweeper.now });
    this.#rows = new HeldRows({
      owner,
      process,
      begin: (position) => this.#begin(position),
    });
  }

  take<R>(event: NewEvent, work: Work<R>): Promise<QueuedEvent<R>> {
    return this.#arrive(event.lane, () => this.#insert(event, work));
  }

  takeMasked<R>(
    { lane, sentAt }: LaneArrival,
    mask: () => Promise<MaskedArrival<R>>,
  ): Promise<QueuedEvent<R>> {
    return this.#arrive(lane, async () => {
      const { event, work } = await mask();
      return this.#insert({ ...event, lane, sentAt }, work);
    });
  }

  register(channel: ChannelName, workOn: WorkOn): void {
    this.#workers.set(channel, workOn);
  }

  async start(): Promise<void> {
    const { kind, db } = this.#store;
    this.#settling.start();
    if (kind === 'embedded')
      this.#takeUp(await takeOverAll(db, this.#lease, [...this.#workers.keys()]));
    else await this.#sweeper.now();
    this.#sweeper.start();
  }

  async settled(): Promise<void> {
    await this.#arrivals.settled();
    await this.#rows.settled();
  }

  async stop(timeoutMs: number): Promise<void> {
    this.#takesOver = false;
    await Promise.race([this.settled(), wait(timeoutMs)]);
    this.#rows.stop();
    await this.#sweeper.stop();
    this.#rows.wakeAll();
    const { db } = this.#store;
    const { owner } = this.#lease;
    if (this.#rows.seqs.length > 0) await releaseRows(db, owner).catch(() => undefined);
    await this.#settling.stop();
  }

  #arrive<R>(lane: string, store: () => Promise<R>): Promise<R> {
    return this.#settling.measure(() => this.#arrivals.run(lane, store));
  }

  /**
   * One insert at a time per lane: of two concurrent inserts, the later could reach the database
   * first.
   */
  async #insert<R>(event: NewEvent, work: Work<R>): Promise<QueuedEvent<R>> {
    const { db, disk } = this.#store;
    refuseIfFull(disk);
    const { isAcknowledged, isInteractive = false, sentAt = null, ...row } = event;
    const commit = isAcknowledged ? 'durable' : 'relaxed';
    const taken = await insertRow(db, { ...row, sentAt }, this.#lease, commit);
    const before = this.#rows.find(taken.seq);
    if (before !== undefined) return queuedEvent(before, false);
    if (taken.isDead) await reviveRow(db, taken.seq, this.#lease);
    const { seq, rank } = taken;
    const attempts = taken.isDead ? 0 : taken.attempts;
    const item = this.#rows.add({ ...row, seq, rank, attempts }, work, {
      isBlocked: !taken.isDead && taken.owner !== this.#lease.owner,
      notBefore: this.#settling.notBefore(isInteractive ? { ...taken, lagMs: 0 } : taken),
    });
    return queuedEvent(item, taken.isNew || taken.isDead);
  }

  /**
   * No other process writes to the embedded database, and in this process the lane keeps the
   * order.
   */
  async #begin(position: HeldPosition): Promise<void> {
    const { kind, db } = this.#store;
    if (kind === 'postgres' && !(await beginTurn(db, position))) throw new NotHead();
  }

  /** Renews the leases of held rows; before `stop`, also takes over expired ones. */
  async #sweep(): Promise<void> {
    const { db } = this.#store;
    const channels = this.#takesOver ? [...this.#workers.keys()] : [];
    this.#takeUp(await renewAndTakeOver(db, this.#lease, this.#rows.seqs, channels));
    await this.#settling.report();
  }

  #takeUp(rows: readonly InboxRow[]): void {
    if (rows.length > 0)
      this.#log.info({ events: rows.length }, 'inbox: events taken over from another process');
    for (const row of rows) {
      const before = this.#rows.find(row.seq);
      if (before === undefined) this.#workOn(row);
      else this.#rows.unblock(before);
    }
  }

  #workOn(row: InboxRow): void {
    const work = this.#workers.get(row.channel)?.(row.content) ?? null;
    if (work !== null) {
      this.#rows.add(row, work, { isBlocked: false, notBefore: 0 });
      return;
    }
    const { channel, id, seq, lane } = row;
    const log = this.#log;
    log.error({ channel, inbox: id, place: seq }, 'inbox: event unreadable, writing dead letter');
    setRowAside(this.#store.db, { ...this.#lease, lane, seq }, 'unreadable').catch(
      (error: unknown) => {
        log.warn({ place: seq, ...failureFields(error) }, 'inbox: dead letter not written');
      },
    );
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
