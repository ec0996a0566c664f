import { fromKysely, type Job } from 'pg-boss';
import { createBatcher } from '../concurrency/batcher.ts';
import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Audience } from '../ports/message.ts';
import {
  MESSAGE_QUEUES,
  type MessageJob,
  readDestination,
  readMessageJob,
} from '../store/jobs/message-job.ts';
import {
  type DeliveryOutcome,
  type MessageNote,
  notedMessages,
  noteMessages,
} from '../store/messages.ts';
import { shortReason } from '../store/short-reason.ts';
import { storableJson } from '../store/storable.ts';
import type { Store } from '../store/store.ts';
import { agentDelivery } from './agent-delivery.ts';
import { type Backoff, waitBefore } from './backoff.ts';
import type { Delivery, DeliveryOptions, Parcel } from './delivery.ts';
import { putBack } from './put-back.ts';
import { requesterDelivery } from './requester-delivery.ts';
import { type SendFailure, type SendResult, trySend } from './try-send.ts';

/** A longer wait than this isn't waited out while holding the job. */
const MAX_REST_MS = 60_000;

export interface MessageHandlerOptions extends DeliveryOptions {
  readonly audience: Audience;
  readonly store: Store;
  readonly backoff: Backoff;
  readonly log: Log;
  /** Called with the wait, in milliseconds, when a job is put back. */
  readonly onPutBack: (delayMs: number) => void;
}

/**
 * Delivers the messages of a job, one after the other. If the platform asks to wait, the message and
 * all later ones to the same destination wait; a message refused for good becomes a dead letter, and
 * the rest continues.
 */
export function messageHandler(options: MessageHandlerOptions): (job: Job) => Promise<void> {
  const { store } = options;
  const queue = MESSAGE_QUEUES[options.audience];
  const settle = createBatcher<Settled>((settled) => write(store, queue, settled));

  return async (job) => {
    const data = readMessageJob(options.audience, job.data);
    if (data === null) return settle({ job, notes: [await unreadable(options, job)] });
    const attempt = job.retryCount + 1;
    const left = attempt === 1 ? data : await notYetNoted(store, data);
    const delivery = await deliveryOf(options, left, job);
    const notes: MessageNote[] = [];
    for (const parcel of delivery.parcels) {
      const outgoing = { outgoing: parcel.key.id, kind: parcel.kind };
      const fields = { ...delivery.fields, ...outgoing, attempt };
      const result = await tryInPlace(delivery.attemptsInPlace, () =>
        trySend(options, parcel.send, fields),
      );
      const waitMs = await waitAfter(options, parcel, result, fields);
      if (waitMs !== null) return later(notes, job, waitMs);
      notes.push({ ...parcel.key, ...outcomeOf(parcel, result) });
    }
    await settle({ notes, job });
  };

  async function later(notes: readonly MessageNote[], job: Job, waitMs: number): Promise<void> {
    await noteMessages(store.db, notes);
    await putBack(store, queue, job, waitMs);
    options.onPutBack(waitMs);
  }
}

function deliveryOf(
  options: DeliveryOptions,
  data: MessageJob,
  job: Pick<Job, 'retryCount'>,
): Promise<Delivery> {
  return data.audience === 'requester'
    ? requesterDelivery(options, data, job)
    : agentDelivery(options, data);
}

/** Keeps a message's place while its channel waits as long as the platform asks. */
async function tryInPlace(attempts: number, send: () => Promise<SendResult>): Promise<SendResult> {
  let result = await send();
  for (let tried = 1; tried < attempts && isShortRest(result); tried += 1) result = await send();
  return result;
}

function isShortRest(result: SendResult): boolean {
  if (result.sent || result.wait === null) return false;
  return result.restMs !== null && result.restMs <= MAX_REST_MS;
}

/** Returns the milliseconds until the message is retried; null if it is sent, or given up. */
async function waitAfter(
  { log, backoff }: MessageHandlerOptions,
  parcel: Parcel,
  result: SendResult,
  fields: { readonly attempt: number },
): Promise<number | null> {
  if (result.sent) return null;
  if (result.wait !== null) {
    log.info(
      { ...fields, problem: result.problem, waitMs: Math.round(result.wait) },
      'outbox: message not delivered, retry scheduled',
    );
    return result.wait;
  }
  log.warn({ ...fields, ...result }, 'outbox: message given up, writing dead letter');
  try {
    await parcel.dropped();
    return null;
  } catch (error) {
    // Retried, so that it isn't dropped silently.
    log.error(
      { ...fields, ...failureFields(error) },
      'outbox: undelivered message not recorded on ticket',
    );
    return waitBefore(backoff, fields.attempt, null);
  }
}

function outcomeOf(parcel: Parcel, result: SendResult): DeliveryOutcome {
  if (result.sent) return { status: 'sent', messageId: result.messageId };
  return { ...deadOf(result), content: storableJson(parcel.content) };
}

function deadOf({ problem, error }: Pick<SendFailure, 'problem' | 'error'>) {
  return { status: 'dead', problem, error: shortReason(error) } as const;
}

/** A job that this version can't read would come back for ever. Its key says where it was going. */
async function unreadable(options: MessageHandlerOptions, job: Job): Promise<MessageNote> {
  const { audience, store, log } = options;
  const [found] = await store.jobs.findJobs(MESSAGE_QUEUES[audience], { id: job.id });
  const { destination, ticket } = readDestination(audience, found?.singletonKey ?? '');
  log.error({ job: job.id, audience, destination }, 'outbox: unreadable job, writing dead letter');
  const post = ticket === null ? null : { ticket, kind: 'unknown' };
  const error = 'The job is stored in a form this version does not know.';
  return {
    id: job.id,
    audience,
    destination,
    reply: '',
    post,
    ...deadOf({ problem: 'unreadable', error }),
    content: storableJson(job.data),
  };
}

interface Settled {
  readonly notes: readonly MessageNote[];
  readonly job: Job;
}

/**
 * Commits the notes together with the end of the jobs, so that neither exists without the other.
 * They are on disk before the next message to the destination can leave: a crash repeats the message
 * that was being sent, and nothing from before it.
 */
async function write(
  store: Pick<Store, 'db' | 'jobs'>,
  queue: string,
  settled: readonly Settled[],
): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await noteMessages(
      trx,
      settled.flatMap(({ notes }) => notes),
    );
    const jobs = settled.map(({ job }) => job);
    await store.jobs.deleteJob(queue, jobs, { db: fromKysely(trx) });
  });
}

async function notYetNoted<J extends MessageJob>(store: Pick<Store, 'db'>, job: J): Promise<J> {
  const noted = await notedMessages(
    store.db,
    job.items.map(({ id }) => id),
  );
  return { ...job, items: job.items.filter(({ id }) => !noted.has(id)) };
}
