import { fromKysely, type Job } from 'pg-boss';
import { DeliveryError, type DeskChannel, type DeskOutgoing, type DeskPlace } from '../channels/channel.ts';
import type { Log } from '../log.ts';
import { type DeskPostNote, deskCardId, noteDeskPosts, notedDeskPosts } from '../store/desk-posts.ts';
import type { Store } from '../store/open-store.ts';
import { shortReason } from '../store/short-reason.ts';
import { storableJson } from '../store/storable.ts';
import type { Backoff } from './backoff.ts';
import { DESK_POSTS, type DeskItem, type DeskJob } from './desk-job.ts';
import { putBack } from './put-back.ts';
import { type SendFailure, trySend } from './try-send.ts';

/** A desk, and what posts in it. */
export interface DeskWay {
  readonly place: DeskPlace;
  readonly channel: DeskChannel;
}

export interface DeskPostsOptions {
  readonly store: Store;
  /** By the name of the desk. */
  readonly ways: ReadonlyMap<string, DeskWay>;
  readonly backoff: Backoff;
  readonly log: Log;
  /** Called with the wait, in milliseconds, when a job was put back. */
  readonly onPutBack: (delayMs: number) => void;
}

/**
 * Posts what an event of a ticket has to say in a desk, one thing after the other. A platform that asks for patience
 * gets it, and later posts of the ticket wait; what is refused for good is set aside.
 */
export function deskPostHandler(options: DeskPostsOptions): (job: Job<DeskJob>) => Promise<void> {
  const { store, log } = options;
  return async (job) => {
    const { desk, ticket } = job.data;
    const notes: DeskPostNote[] = [];
    let cardId = await deskCardId(store.db, desk, ticket);
    for (const item of await notYetNoted(store, job)) {
      const { kind } = item.reply;
      const fields = { desk, ticket, outgoing: item.id, kind, attempt: job.retryCount + 1 };
      const posted = await trySend(options, () => post(options, job.data, item, cardId), fields);
      if (!posted.sent && posted.wait !== null) {
        log.info({ ...fields, problem: posted.problem, waitMs: Math.round(posted.wait) }, 'a post in a desk waits');
        await noteDeskPosts(store.db, notes);
        await putBack(store, DESK_POSTS, job, posted.wait);
        options.onPutBack(posted.wait);
        return;
      }
      if (!posted.sent) log.warn({ ...fields, ...posted }, 'a post in a desk was given up and set aside');
      else if (kind === 'escalation') cardId = posted.messageId ?? cardId;
      notes.push(
        posted.sent ? { ...keyOf(job, item), status: 'sent', messageId: posted.messageId } : dead(job, item, posted),
      );
    }
    await settle(store, job, notes);
  };
}

async function post({ ways, log }: DeskPostsOptions, { desk, ticket }: DeskJob, item: DeskItem, cardId: string | null) {
  const way = ways.get(desk);
  if (way === undefined) throw new DeliveryError('unavailable', `The desk ${desk} is not set up.`);
  if (item.reply.kind === 'thread' && cardId === null) {
    throw new DeliveryError('rejected', 'The card whose thread it belongs to was never posted.');
  }
  const outgoing: DeskOutgoing = { ...item, ticket, place: way.place, cardId };
  try {
    return await way.channel.post(outgoing);
  } catch (error) {
    if (!isGone(error) || cardId === null || item.reply.kind !== 'escalation') throw error;
    log.warn({ desk, ticket, outgoing: item.id }, "a ticket's card is gone from its desk; it is posted again");
    return way.channel.post({ ...outgoing, cardId: null });
  }
}

function isGone(error: unknown): boolean {
  return error instanceof DeliveryError && error.problem === 'gone';
}

async function notYetNoted(store: Store, { data, retryCount }: Job<DeskJob>): Promise<readonly DeskItem[]> {
  if (retryCount === 0) return data.items;
  const noted = await notedDeskPosts(
    store.db,
    data.items.map(({ id }) => id),
  );
  return data.items.filter(({ id }) => !noted.has(id));
}

/** The notes and the end of the job come together: neither is ever without the other. */
async function settle(store: Store, job: Job<DeskJob>, notes: readonly DeskPostNote[]): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await noteDeskPosts(trx, notes);
    await store.jobs.deleteJob(DESK_POSTS, job, { db: fromKysely(trx) });
  });
}

function keyOf({ data }: Job<DeskJob>, { id, reply }: DeskItem) {
  return { id, desk: data.desk, ticket: data.ticket, kind: reply.kind };
}

function dead(job: Job<DeskJob>, item: DeskItem, failure: SendFailure): DeskPostNote {
  const content: DeskJob = { ...job.data, items: [item] };
  const { problem, error } = failure;
  return { ...keyOf(job, item), status: 'dead', problem, error: shortReason(error), content: storableJson(content) };
}
