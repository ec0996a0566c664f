import { fromKysely, type Job } from 'pg-boss';
import type { Log } from '../diagnostics/log.ts';
import {
  DeliveryError,
  type HelpdeskChannel,
  type HelpdeskMessage,
  type HelpdeskPoster,
} from '../ports/channel.ts';
import {
  type DeskCard,
  type DeskPostNote,
  deskCard,
  noteDeskPosts,
  notedDeskPosts,
} from '../store/desk-posts.ts';
import {
  HELPDESK_POSTS,
  type HelpdeskPostItem,
  type HelpdeskPostJob,
  helpdeskPostKey,
} from '../store/jobs/helpdesk-post-job.ts';
import { shortReason } from '../store/short-reason.ts';
import { storableJson } from '../store/storable.ts';
import type { Store } from '../store/store.ts';
import type { Backoff } from './backoff.ts';
import { putBack } from './put-back.ts';
import { type SendFailure, type SendResult, trySend } from './try-send.ts';

/** A desk and the poster for it. */
export interface HelpdeskRoute {
  readonly place: HelpdeskChannel;
  readonly channel: HelpdeskPoster;
}

export interface HelpdeskPostsOptions {
  readonly store: Store;
  /** By desk name. */
  readonly ways: ReadonlyMap<string, HelpdeskRoute>;
  readonly backoff: Backoff;
  readonly log: Log;
  /** Called with the wait, in milliseconds, when a job is put back. */
  readonly onPutBack: (delayMs: number) => void;
}

/**
 * Posts the messages of a ticket event to a desk, one after the other. If the platform asks to
 * wait, the post and later posts of the ticket wait; posts refused for good become dead letters.
 */
export function helpdeskPostHandler(
  options: HelpdeskPostsOptions,
): (job: Job<HelpdeskPostJob>) => Promise<void> {
  const { store, log } = options;
  return async (job) => {
    const { desk, ticket } = job.data;
    const notes: DeskPostNote[] = [];
    const now = await deskCard(store.db, job.data, {
      queue: HELPDESK_POSTS,
      key: helpdeskPostKey(job.data),
    });
    let cardId = now.card?.messageId ?? null;
    for (const item of await notYetNoted(store, job)) {
      if (now.card !== null && isSuperseded(item, now.card, now.isOutdated)) continue;
      const { kind } = item.reply;
      const fields = { desk, ticket, outgoing: item.id, kind, attempt: job.retryCount + 1 };
      const posted = await tryInPlace(() =>
        trySend(options, () => post(options, job.data, item, cardId), fields),
      );
      if (!posted.sent && posted.wait !== null) {
        log.info(
          { ...fields, problem: posted.problem, waitMs: Math.round(posted.wait) },
          'outbox: desk post not delivered, retry scheduled',
        );
        await noteDeskPosts(store.db, notes);
        await putBack(store, HELPDESK_POSTS, job, posted.wait);
        options.onPutBack(posted.wait);
        return;
      }
      if (!posted.sent)
        log.warn({ ...fields, ...posted }, 'outbox: desk post given up, writing dead letter');
      else if (kind === 'escalation') cardId = posted.messageId ?? cardId;
      notes.push(
        posted.sent
          ? { ...keyOf(job, item), status: 'sent', messageId: posted.messageId }
          : dead(job, item, posted),
      );
    }
    await settle(store, job, notes);
  };
}

/** Attempts in a row on a platform that asks to wait, before the job is put back. */
const MAX_ASKED = 3;
/** A longer wait than this isn't waited out while holding the job. */
const MAX_REST_MS = 60_000;

/** Keeps a post's place before those of later tickets while its channel waits as long as the platform asks. */
async function tryInPlace(send: () => Promise<SendResult>): Promise<SendResult> {
  let result = await send();
  for (let asked = 1; asked < MAX_ASKED; asked += 1) {
    if (
      result.sent ||
      result.wait === null ||
      result.restMs === null ||
      result.restMs > MAX_REST_MS
    )
      break;
    result = await send();
  }
  return result;
}

/**
 * Returns true if an update of an existing card isn't worth sending: a later job will update the
 * card anyway, or the card already shows a newer state, as when a dead letter is retried.
 */
function isSuperseded(
  { id, reply }: HelpdeskPostItem,
  card: DeskCard,
  isOutdated: boolean,
): boolean {
  return reply.kind === 'escalation' && (isOutdated || revisionIn(id) < revisionIn(card.post));
}

/** Reads the ticket revision at the end of a post's id: `<desk>/SP-1001.7`. */
function revisionIn(id: string): number {
  return Number(/\.(\d+)$/.exec(id)?.[1] ?? 0);
}

async function post(
  { ways, log }: HelpdeskPostsOptions,
  { desk, ticket }: HelpdeskPostJob,
  item: HelpdeskPostItem,
  cardId: string | null,
) {
  const way = ways.get(desk);
  if (way === undefined) throw new DeliveryError('unavailable', `The desk ${desk} is not set up.`);
  if (item.reply.kind === 'thread' && cardId === null) {
    throw new DeliveryError('rejected', 'The card whose thread it belongs to was never posted.');
  }
  const outgoing: HelpdeskMessage = { ...item, ticket, place: way.place, cardId };
  try {
    return await way.channel.post(outgoing);
  } catch (error) {
    if (!isGone(error) || cardId === null || item.reply.kind !== 'escalation') throw error;
    log.warn(
      { desk, ticket, outgoing: item.id },
      'outbox: ticket card missing from desk, posting again',
    );
    return way.channel.post({ ...outgoing, cardId: null });
  }
}

function isGone(error: unknown): boolean {
  return error instanceof DeliveryError && error.problem === 'gone';
}

async function notYetNoted(
  store: Store,
  { data, retryCount }: Job<HelpdeskPostJob>,
): Promise<readonly HelpdeskPostItem[]> {
  if (retryCount === 0) return data.items;
  const noted = await notedDeskPosts(
    store.db,
    data.items.map(({ id }) => id),
  );
  return data.items.filter(({ id }) => !noted.has(id));
}

/** Commits the notes together with the end of the job, so that neither exists without the other. */
async function settle(
  store: Store,
  job: Job<HelpdeskPostJob>,
  notes: readonly DeskPostNote[],
): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    await noteDeskPosts(trx, notes);
    await store.jobs.deleteJob(HELPDESK_POSTS, job, { db: fromKysely(trx) });
  });
}

function keyOf({ data }: Job<HelpdeskPostJob>, { id, reply }: HelpdeskPostItem) {
  return { id, desk: data.desk, ticket: data.ticket, kind: reply.kind };
}

function dead(
  job: Job<HelpdeskPostJob>,
  item: HelpdeskPostItem,
  failure: SendFailure,
): DeskPostNote {
  const content: HelpdeskPostJob = { ...job.data, items: [item] };
  const { problem, error } = failure;
  return {
    ...keyOf(job, item),
    status: 'dead',
    problem,
    error: shortReason(error),
    content: storableJson(content),
  };
}
