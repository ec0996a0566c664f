import { monotonicMs } from '../../concurrency/clocks.ts';
import { failureFields } from '../../diagnostics/failure-fields.ts';
import type { Log } from '../../diagnostics/log.ts';
import { DeliveryError } from '../../ports/channel.ts';
import { isDatabaseUnavailable } from '../../store/database-failure.ts';
import { noteAttempts, readPlace, removeRow, setRowAside } from '../../store/inbox.ts';
import type { Store } from '../../store/store.ts';
import { type Item, postpone, preparedTurn } from './item.ts';
import type { Step } from './lane.ts';
import { backoffMs, lookAgainMs } from './waits.ts';
import { NotHead } from './work.ts';

export interface Attempts {
  readonly store: Pick<Store, 'db'>;
  readonly log: Log;
  /** Waits in ms before a turn that failed is tried again; after the last, its row is set aside. */
  readonly retryAfterMs: readonly number[];
  /** Takes over rows whose lease has ended. */
  readonly sweep: () => Promise<void>;
}

/**
 * Makes the step that works on one row. A failure of the database is no attempt: the row stays, and is tried again
 * until the database is back. A turn that fails for another reason is tried again a few times, then set aside.
 */
export function createAttempt({ store: { db }, log, retryAfterMs, sweep }: Attempts): Step {
  const looks = new WeakMap<Item, number>();
  return async (item) => {
    try {
      return await attempt(item);
    } catch (error) {
      return postponed(item, error);
    }
  };

  async function attempt(item: Item): Promise<number | null> {
    if (item.outcome !== null) return finish(item, item.outcome.result);
    if (item.fault !== null) return previousCase(item, item.fault.error);
    if (item.isBlocked) return blocked(item);
    let result: unknown;
    try {
      const turn = await preparedTurn(item);
      const restMs = item.notBefore - monotonicMs();
      if (restMs > 0) return restMs;
      result = await turn(item.place);
    } catch (error) {
      if (error instanceof NotHead) return blocked(item);
      if (isDatabaseUnavailable(error)) throw error;
      return failed(item, error);
    }
    item.outcome = { result };
    return finish(item, result);
  }

  async function finish(item: Item, result: unknown): Promise<null> {
    const { place, work } = item;
    if (!place.isRemoved) await removeRow(db, place);
    item.done.resolve({ result });
    await work.after?.(result).catch((error: unknown) => {
      log.warn({ ...item.fields, ...failureFields(error) }, 'inbox: work after a turn failed');
    });
    return null;
  }

  /** Waits for another process; where that is gone, the sweep brings its rows here. */
  async function blocked(item: Item): Promise<number | null> {
    const state = await readPlace(db, item.place);
    item.outages = 0;
    if (state === 'gone') {
      item.done.resolve(null);
      return null;
    }
    item.isBlocked = state !== 'head';
    if (!item.isBlocked) return 0;
    if (state === 'abandoned') await sweep();
    const count = looks.get(item) ?? 0;
    looks.set(item, count + 1);
    return lookAgainMs(count);
  }

  function postponed(item: Item, error: unknown): number {
    if (item.outages === 0)
      log.warn({ ...item.fields, ...failureFields(error) }, 'inbox: database unavailable');
    postpone(item, error);
    const waitMs = backoffMs(item.outages, Math.random());
    item.outages += 1;
    return waitMs;
  }

  async function failed(item: Item, error: unknown): Promise<number | null> {
    const waitMs = isFinal(error) ? undefined : retryAfterMs[item.attempts];
    item.attempts += 1;
    item.outages = 0;
    if (waitMs === undefined) {
      item.fault = { error };
      return previousCase(item, error);
    }
    await noteAttempts(db, item.place, item.attempts);
    return waitMs;
  }

  async function previousCase(item: Item, error: unknown): Promise<null> {
    await setRowAside(db, item.place, problemOf(error));
    log.error({ ...item.fields, ...reasonOf(error) }, 'inbox: turn failed, event set aside');
    item.done.reject(error);
    await item.work.failed?.(error);
    return null;
  }
}

/** Trying again cannot help. */
function isFinal(error: unknown): boolean {
  return error instanceof DeliveryError && error.problem === 'gone';
}

/** A word for the operator, which never quotes what a person wrote. */
function problemOf(error: unknown): string {
  if (error instanceof DeliveryError) return error.problem;
  return error instanceof Error ? error.name : 'unknown';
}

/** A DeliveryError names the platform's reason, which is never what a person wrote. */
function reasonOf(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof DeliveryError) return { error: error.problem, reason: error.message };
  return { ...failureFields(error) };
}
