import { fromKysely, type Job } from 'pg-boss';
import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import type { TicketJob } from '../store/jobs/ticket-job.ts';
import type { Store } from '../store/store.ts';
import { isDelivered, noteDelivery, ticketByDigits } from '../store/tickets.ts';
import { type TicketSystem, TicketSystemError } from '../ticket-systems/ticket-system.ts';
import { formatTicketNumber } from '../tickets/number.ts';
import { type Backoff, waitBefore } from './backoff.ts';
import { putBack } from './put-back.ts';

export const TICKET_DELIVERIES = 'ticket-deliveries';

export interface TicketDeliveriesOptions {
  readonly store: Store;
  readonly systems: ReadonlyMap<string, TicketSystem>;
  readonly backoff: Backoff;
  readonly log: Log;
  readonly onPutBack: (delayMs: number) => void;
}

interface Failure {
  readonly reason: string;
  /** Milliseconds until the next attempt, or null if there is none. */
  readonly wait: number | null;
}

/** Files tickets in outside systems, and keeps trying while one of them is down. */
export function ticketHandler(
  options: TicketDeliveriesOptions,
): (job: Job<TicketJob>) => Promise<void> {
  const { store, log } = options;
  return async (job) => {
    const fields = {
      ticket: formatTicketNumber(job.data.ticket),
      system: job.data.system,
      attempt: job.retryCount + 1,
    };
    const failure = await attempt(options, job);
    if (failure === null) {
      await settle(store, job, 'delivered', null);
      log.info(fields, 'outbox: ticket delivered');
    } else if (failure.wait === null) {
      await settle(store, job, 'dead', failure.reason);
      log.warn(
        { ...fields, reason: failure.reason },
        'outbox: ticket given up, dead letter written',
      );
    } else {
      await noteDelivery(
        store.db,
        { ...job.data, status: 'pending', attempts: fields.attempt },
        failure.reason,
      );
      await putBack(store, TICKET_DELIVERIES, job, failure.wait);
      options.onPutBack(failure.wait);
      log.info(
        { ...fields, reason: failure.reason, waitMs: Math.round(failure.wait) },
        'outbox: ticket not delivered, retry scheduled',
      );
    }
  };
}

async function attempt(
  { store, systems, backoff, log }: TicketDeliveriesOptions,
  job: Job<TicketJob>,
) {
  const { ticket, system } = job.data;
  const tries = job.retryCount + 1;
  try {
    const receiver = systems.get(system);
    if (receiver === undefined)
      throw new TicketSystemError(`The ticket system ${system} is not set up.`);
    // An attempt may have succeeded although its claim was taken for dead.
    if (job.retryCount > 0 && (await isDelivered(store.db, ticket, system))) return null;
    await receiver.file(await ticketByDigits(store.db, ticket));
    return null;
  } catch (error) {
    if (error instanceof TicketSystemError) {
      const wait = error.final ? null : waitBefore(backoff, tries, error.retryAfterMs);
      return { reason: error.message, wait } satisfies Failure;
    }
    log.error(
      { ticket: formatTicketNumber(ticket), system, ...failureFields(error) },
      'outbox: unexpected ticket system error',
    );
    const reason = error instanceof Error ? error.name : typeof error;
    return { reason, wait: waitBefore(backoff, tries, null) } satisfies Failure;
  }
}

/** Changes the status and the job together. */
async function settle(
  store: Store,
  job: Job<TicketJob>,
  status: 'delivered' | 'dead',
  reason: string | null,
) {
  await store.db.transaction().execute(async (trx) => {
    await noteDelivery(trx, { ...job.data, status, attempts: job.retryCount + 1 }, reason);
    await store.jobs.deleteJob(TICKET_DELIVERIES, job, { db: fromKysely(trx) });
  });
}
