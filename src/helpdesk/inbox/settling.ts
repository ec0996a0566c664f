import { monotonicMs } from '../../concurrency/clocks.ts';
import type { TakenRow } from '../../store/inbox.ts';
import { removeProcess, reportProcess } from '../../store/inbox-processes.ts';
import type { Store } from '../../store/store.ts';
import { createLagMeter, type LagMeter } from './lag.ts';

export interface SettlingOptions {
  readonly store: Pick<Store, 'kind' | 'db'>;
  /** Id of this process. */
  readonly owner: string;
  readonly settleMs?: number | undefined;
}

/**
 * Events keep their order even if a process stalls this long between receiving and inserting one,
 * in addition to its reported lag. Measured, see test/soak/order.ts.
 */
const SETTLE_MS = 200;
/** Longest lag that an event waits for. */
const MAX_LAG_MS = 2_000;

/**
 * How long events wait for earlier ones that another process may have received: each process
 * reports its lag to the others.
 */
export class Settling {
  readonly #db: Store['db'];
  readonly #owner: string;
  readonly #settleMs: number;
  /** Null for the embedded database, which no other process writes to. */
  readonly #lag: LagMeter | null;
  #isStopped = false;

  constructor({ store, owner, settleMs = SETTLE_MS }: SettlingOptions) {
    this.#db = store.db;
    this.#owner = owner;
    this.#settleMs = settleMs;
    this.#lag = store.kind === 'postgres' ? createLagMeter() : null;
  }

  /** Runs work that stores an event; the time it takes counts as lag. */
  measure<R>(work: () => Promise<R>): Promise<R> {
    return this.#lag === null ? work() : this.#lag.measure(work);
  }

  /** Returns when the turn of a row may begin, in ms of `monotonicMs`; 0 if at once. */
  notBefore({ isHurried, lagMs }: Pick<TakenRow, 'isHurried' | 'lagMs'>): number {
    return isHurried ? monotonicMs() + this.#settleMs + Math.min(lagMs, MAX_LAG_MS) : 0;
  }

  /** Forgets the delays of this process's own start. */
  start(): void {
    this.#lag?.reset();
  }

  async report(): Promise<void> {
    if (this.#lag !== null && !this.#isStopped)
      await reportProcess(this.#db, this.#owner, this.#lag.recentMs());
  }

  async stop(): Promise<void> {
    if (this.#lag === null) return;
    this.#isStopped = true;
    this.#lag.stop();
    await removeProcess(this.#db, this.#owner).catch(() => undefined);
  }
}
