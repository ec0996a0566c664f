import { fromKysely, type Job } from 'pg-boss';
import { createBatcher } from '../concurrency/batcher.ts';
import type { ChannelName } from '../conversation/event.ts';
import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import {
  type Address,
  type Channel,
  DeliveryError,
  type RequesterMessage,
} from '../ports/channel.ts';
import { loadAddress } from '../store/conversations.ts';
import { type MessageNote, messageIdsOf, notedOf, noteMessages } from '../store/deliveries.ts';
import { REPLIES, type ReplyItem, type ReplyJob } from '../store/jobs/reply-job.ts';
import { shortReason } from '../store/short-reason.ts';
import { storableJson } from '../store/storable.ts';
import type { Store } from '../store/store.ts';
import { type Backoff, waitBefore } from './backoff.ts';
import { putBack } from './put-back.ts';
import { type SendFailure, trySend } from './try-send.ts';

export interface RepliesOptions {
  readonly store: Store;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly backoff: Backoff;
  readonly log: Log;
  /** Called with the wait, in milliseconds, when a job is put back. */
  readonly onPutBack: (delayMs: number) => void;
  readonly onGivenUp: DropListener;
}

/**
 * Called for each reply that is no longer retried, before that is stored: after a crash it may be
 * called again for the same reply.
 */
export type DropListener = (conversation: string, item: ReplyItem) => Promise<void>;

/**
 * Delivers the replies of a turn, one after the other. If the platform asks to wait, the reply and
 * all later replies of the conversation wait; a reply refused for good becomes a dead letter, and
 * the rest continues.
 */
export function replyHandler(options: RepliesOptions): (job: Job<ReplyJob>) => Promise<void> {
  const { store, log, backoff } = options;
  const settle = createBatcher<Settled>((settled) => write(store, settled));

  return async (job) => {
    const { conversation, channel, items } = job.data;
    const again = job.retryCount > 0;
    const address =
      (again ? null : job.data.address) ?? (await loadAddress(store.db, conversation));
    const left = again ? await notYetNoted(store, items) : items;
    const messageIds = await messageIdsOf(store.db, repliesToMend(left));
    const notes: MessageNote[] = [];
    for (const item of left) {
      const fields = {
        conversation,
        channel,
        outgoing: item.id,
        kind: item.reply.kind,
        attempt: job.retryCount + 1,
      };
      const messageId = (item.decided && messageIds.get(item.reply.id)) ?? null;
      const send = () => deliver(options, channel, address, { ...item, conversation, messageId });
      const result = await trySend(options, send, fields);
      if (!result.sent && result.wait !== null) {
        log.info(
          { ...fields, problem: result.problem, waitMs: Math.round(result.wait) },
          'outbox: reply not delivered, retry scheduled',
        );
        return later(notes, job, result.wait);
      }
      if (!result.sent) {
        log.warn({ ...fields, ...result }, 'outbox: reply given up, writing dead letter');
        const wait = (await tellGivenUp(options, conversation, item))
          ? null
          : waitBefore(backoff, fields.attempt, null);
        if (wait !== null) return later(notes, job, wait);
      }
      if (result.sent && item.decided === null) messageIds.set(item.reply.id, result.messageId);
      notes.push(result.sent ? sentNote(job, item, result.messageId) : deadNote(job, item, result));
    }
    await settle({ notes, job });
  };

  async function later(
    notes: readonly MessageNote[],
    job: Job<ReplyJob>,
    waitMs: number,
  ): Promise<void> {
    await noteMessages(store.db, notes);
    await putBack(store, REPLIES, job, waitMs);
    options.onPutBack(waitMs);
  }
}

/**
 * Returns false if a listener failed. The reply is then retried, so that it isn't dropped silently.
 */
async function tellGivenUp(
  { log, onGivenUp }: RepliesOptions,
  conversation: string,
  item: ReplyItem,
): Promise<boolean> {
  try {
    await onGivenUp(conversation, item);
    return true;
  } catch (error) {
    log.error(
      { conversation, outgoing: item.id, ...failureFields(error) },
      'outbox: undelivered reply not recorded on ticket',
    );
    return false;
  }
}

async function deliver(
  { channels }: RepliesOptions,
  name: ChannelName,
  address: Address | null,
  outgoing: Omit<RequesterMessage, 'address'>,
) {
  const channel = channels.get(name);
  if (channel === undefined)
    throw new DeliveryError('unavailable', `The channel ${name} is not set up.`);
  if (address === null)
    throw new DeliveryError('gone', 'Where the conversation can be reached is not known any more.');
  return channel.deliver({ ...outgoing, address });
}

interface Settled {
  readonly notes: readonly MessageNote[];
  readonly job: Job<ReplyJob>;
}

/**
 * Commits the notes together with the end of the job, so that neither exists without the other.
 * They are on disk before the next reply of the conversation can leave: a crash repeats the reply
 * that was being sent, and nothing from before it.
 */
async function write(store: Store, settled: readonly Settled[]): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await noteMessages(
      trx,
      settled.flatMap(({ notes }) => notes),
    );
    const jobs = settled.map(({ job }) => job);
    await store.jobs.deleteJob(REPLIES, jobs, { db: fromKysely(trx) });
  });
}

function repliesToMend(items: readonly ReplyItem[]): readonly string[] {
  return items.filter(({ decided }) => decided !== null).map(({ reply }) => reply.id);
}

async function notYetNoted(
  store: Store,
  items: readonly ReplyItem[],
): Promise<readonly ReplyItem[]> {
  const noted = await notedOf(
    store.db,
    items.map(({ id }) => id),
  );
  return items.filter(({ id }) => !noted.has(id));
}

function sentNote(
  { data }: Job<ReplyJob>,
  { id, reply }: ReplyItem,
  messageId: string | null,
): MessageNote {
  return { id, conversation: data.conversation, reply: reply.id, status: 'sent', messageId };
}

function deadNote({ data }: Job<ReplyJob>, item: ReplyItem, failure: SendFailure): MessageNote {
  const content: ReplyJob = { ...data, address: null, items: [item] };
  return {
    id: item.id,
    conversation: data.conversation,
    reply: item.reply.id,
    status: 'dead',
    problem: failure.problem,
    error: shortReason(failure.error),
    content: storableJson(content),
  };
}
