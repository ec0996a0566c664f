import { monotonicMs } from '../../concurrency/clocks.ts';
import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import { DeliveryError } from '../../ports/delivery-error.ts';
import { isDatabaseUnavailable } from '../../store/database-failure.ts';
import { noteAttempts, readPosition, removeRow, setRowAside } from '../../store/inbox.ts';
import type { Store } from '../../store/store.ts';
import { type Item, postpone, preparedTurn } from './item.ts';
import type { ProcessItem } from './lane.ts';
import { backoffMs, lookAgainMs } from './waits.ts';
import { NotHead } from './work.ts';

export interface AttemptOptions {
  readonly store: Pick<Store, 'db'>;
  readonly log: Log;
  /**
   * Delays in ms before a failed turn is retried; after the last, its row becomes a dead letter.
   */
  readonly retryAfterMs: readonly number[];
  /** Takes over rows whose lease has expired. */
  readonly sweep: () => Promise<void>;
}

/**
 * Creates the step that processes a row. A database failure doesn't count as an attempt: the row
 * stays and is retried until the database is back. A turn that fails for another reason is retried
 * a few times, then becomes a dead letter.
 */
export function createAttempt(options: AttemptOptions): ProcessItem {
  const attempts = new Attempts(options);
  return (item) => attempts.process(item);
}

class Attempts {
  readonly #db: Store['db'];
  readonly #log: Log;
  readonly #retryAfterMs: readonly number[];
  readonly #sweep: () => Promise<void>;
  /** How often a blocked item was looked at. */
  readonly #looks = new WeakMap<Item, number>();

  constructor({ store, log, retryAfterMs, sweep }: AttemptOptions) {
    this.#db = store.db;
    this.#log = log;
    this.#retryAfterMs = retryAfterMs;
    this.#sweep = sweep;
  }

  async process(item: Item): Promise<number | null> {
    try {
      return await this.#attempt(item);
    } catch (error) {
      return this.#postpone(item, error);
    }
  }

  async #attempt(item: Item): Promise<number | null> {
    if (item.outcome !== null) return this.#finish(item, item.outcome.result);
    if (item.fault !== null) return this.#setAside(item, item.fault.error);
    if (item.isBlocked) return this.#waitForHead(item);
    let result: unknown;
    try {
      const turn = await preparedTurn(item);
      const restMs = item.notBefore - monotonicMs();
      if (restMs > 0) return restMs;
      result = await turn(item.position);
    } catch (error) {
      if (error instanceof NotHead) return this.#waitForHead(item);
      if (isDatabaseUnavailable(error)) throw error;
      return this.#retryOrSetAside(item, error);
    }
    item.outcome = { result };
    return this.#finish(item, result);
  }

  async #finish(item: Item, result: unknown): Promise<null> {
    const { position, work } = item;
    if (!position.isRemoved) await removeRow(this.#db, position);
    item.done.resolve({ result });
    await work.after?.(result).catch((error: unknown) => {
      this.#log.warn({ ...item.fields, ...failureFields(error) }, 'inbox: follow-up work failed');
    });
    return null;
  }

  /** Waits for another process; if that one is gone, the sweep takes its rows over. */
  async #waitForHead(item: Item): Promise<number | null> {
    const state = await readPosition(this.#db, item.position);
    item.outages = 0;
    if (state === 'gone') {
      item.done.resolve(null);
      return null;
    }
    item.isBlocked = state !== 'head';
    if (!item.isBlocked) return 0;
    if (state === 'abandoned') await this.#sweep();
    const count = this.#looks.get(item) ?? 0;
    this.#looks.set(item, count + 1);
    return lookAgainMs(count);
  }

  #postpone(item: Item, error: unknown): number {
    if (item.outages === 0)
      this.#log.warn({ ...item.fields, ...failureFields(error) }, 'inbox: database unavailable');
    postpone(item, error);
    const waitMs = backoffMs(item.outages, Math.random());
    item.outages += 1;
    return waitMs;
  }

  async #retryOrSetAside(item: Item, error: unknown): Promise<number | null> {
    const waitMs = isFinal(error) ? undefined : this.#retryAfterMs[item.attempts];
    item.attempts += 1;
    item.outages = 0;
    if (waitMs === undefined) {
      item.fault = { error };
      return this.#setAside(item, error);
    }
    await noteAttempts(this.#db, item.position, item.attempts);
    return waitMs;
  }

  async #setAside(item: Item, error: unknown): Promise<null> {
    await setRowAside(this.#db, item.position, problemOf(error));
    this.#log.error(
      { ...item.fields, ...reasonOf(error) },
      'inbox: turn failed, dead letter written',
    );
    item.done.reject(error);
    await item.work.failed?.(error);
    return null;
  }
}

/** True if a retry can't help. */
function isFinal(error: unknown): boolean {
  return error instanceof DeliveryError && error.problem === 'gone';
}

/** Describes the problem to the operator, without quoting what a person wrote. */
function problemOf(error: unknown): string {
  if (error instanceof DeliveryError) return error.problem;
  return error instanceof Error ? error.name : 'unknown';
}

/** A DeliveryError contains the platform's reason, never what a person wrote. */
function reasonOf(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof DeliveryError) return { error: error.problem, reason: error.message };
  return { ...failureFields(error) };
}
