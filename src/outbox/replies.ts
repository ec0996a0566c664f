import { fromKysely, type Job } from 'pg-boss';
import type { Channel } from '../channels/channel.ts';
import type { ChannelName } from '../conversation/event.ts';
import type { Log } from '../log.ts';
import { createBatcher } from '../store/batcher.ts';
import { loadAddress } from '../store/conversations.ts';
import { type MessageNote, messageIdOf, notedOf, noteMessages } from '../store/messages.ts';
import type { Store } from '../store/open-store.ts';
import { shortReason } from '../store/short-reason.ts';
import { storableJson } from '../store/storable.ts';
import type { Backoff } from './backoff.ts';
import { putBack } from './put-back.ts';
import { REPLIES, type ReplyItem, type ReplyJob } from './reply-job.ts';
import { type SendFailure, trySend } from './try-send.ts';

export interface RepliesOptions {
  readonly store: Store;
  readonly channels: ReadonlyMap<ChannelName, Channel>;
  readonly backoff: Backoff;
  readonly log: Log;
  /** Called with the wait, in milliseconds, when a job was put back. */
  readonly onPutBack: (delayMs: number) => void;
}

/**
 * Delivers the replies of a turn, one after the other. A platform that asks for patience gets it, and all later
 * replies of the conversation wait; what is refused for good is set aside, and the rest goes on.
 */
export function replyHandler(options: RepliesOptions): (job: Job<ReplyJob>) => Promise<void> {
  const { store, log } = options;
  const settle = createBatcher<Settled>((settled) => write(store, settled));

  return async (job) => {
    const { conversation, channel } = job.data;
    const again = job.retryCount > 0;
    const address = (again ? null : job.data.address) ?? (await loadAddress(store.db, conversation));
    const left = again ? await notYetNoted(store, job.data.items) : job.data.items;
    for (const [index, item] of left.entries()) {
      const fields = { conversation, channel, outgoing: item.id, kind: item.reply.kind, attempt: job.retryCount + 1 };
      // Whatever was said before in the conversation is settled, so the message to mend is known if there is one.
      const messageId = item.decided === null ? null : await messageIdOf(store.db, item.reply.id);
      const result = await trySend(options, channel, { ...item, conversation, address, messageId }, fields);
      if (!result.sent && result.wait !== null) {
        log.info({ ...fields, problem: result.problem, waitMs: Math.round(result.wait) }, 'a reply waits');
        await putBack(store, REPLIES, job, result.wait);
        options.onPutBack(result.wait);
        return;
      }
      if (!result.sent) log.warn({ ...fields, ...result }, 'a reply was given up and set aside');
      const note = result.sent ? sentNote(job, item, result.messageId) : deadNote(job, item, result);
      await settle({ note, done: index === left.length - 1 ? job : null });
    }
    if (left.length === 0) await store.jobs.deleteJob(REPLIES, job);
  };
}

interface Settled {
  readonly note: MessageNote;
  /** The job, where this was its last item. */
  readonly done: Job<ReplyJob> | null;
}

/** The note on the last item and the end of the job come together: neither is ever without the other. */
async function write(store: Store, settled: readonly Settled[]): Promise<void> {
  const done = settled.flatMap(({ done }) => done ?? []);
  await store.db.transaction().execute(async (trx) => {
    await noteMessages(
      trx,
      settled.map(({ note }) => note),
    );
    if (done.length > 0) await store.jobs.deleteJob(REPLIES, done, { db: fromKysely(trx) });
  });
}

async function notYetNoted(store: Store, items: readonly ReplyItem[]): Promise<readonly ReplyItem[]> {
  const noted = await notedOf(
    store.db,
    items.map(({ id }) => id),
  );
  return items.filter(({ id }) => !noted.has(id));
}

function sentNote({ data }: Job<ReplyJob>, { id, reply }: ReplyItem, messageId: string | null): MessageNote {
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
