import type { Transaction } from 'kysely';
import { fromKysely } from 'pg-boss';
import type { ChannelName, ChatEvent } from '../conversation/event.ts';
import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Channel, HelpdeskChannel, HelpdeskPoster } from '../ports/channel.ts';
import type { Database } from '../store/database.ts';
import { reviveDeadEvents } from '../store/dead-inbox.ts';
import {
  countDeadLetters,
  type DeadLetter,
  listDeadLetters,
  retryDeadLetters,
} from '../store/dead-letters.ts';
import type { HelpdeskPostJob } from '../store/jobs/helpdesk-post-job.ts';
import { REPLIES, type ReplyJob } from '../store/jobs/reply-job.ts';
import type { TicketJob } from '../store/jobs/ticket-job.ts';
import { storable } from '../store/storable.ts';
import type { Store } from '../store/store.ts';
import { addDeliveries, countPendingDeliveries } from '../store/tickets.ts';
import type { TicketSystem } from '../ticket-systems/ticket-system.ts';
import { type Backoff, REPLY_BACKOFF, TICKET_BACKOFF } from './backoff.ts';
import { createHelpdeskPostOutbox } from './helpdesk-post-outbox.ts';
import type { LocalChannel, LocalHelpdeskPoster } from './local-channel.ts';
import { createOrderedIds } from './ordered-id.ts';
import { ALL_TARGETS, createPaceLeases } from './pace-leases.ts';
import { prepareQueues } from './queues.ts';
import { type DropListener, replyHandler } from './replies.ts';
import { TICKET_DELIVERIES, ticketHandler } from './ticket-deliveries.ts';
import { startWorker, type Worker } from './worker.ts';

const REPLIES_A_LOOK = 64;
const TICKETS_A_LOOK = 8;

/**
 * Delivers everything that leaves Signpost: replies to their channels in order, tickets to outside
 * systems, posts to the desks.
 */
export interface Outbox {
  /** Within a transaction: stores what is to be sent. */
  enqueue(trx: Transaction<Database>, turn: TurnEffects): Promise<void>;
  /** After the commit: sends what is queued, at once. */
  kick(): void;
  /**
   * Adds a channel. Channels need the desk, and the desk needs the outbox, so they are added last.
   */
  register(channel: Channel | LocalChannel): void;
  /** Adds desks and the channel that posts to them. */
  registerDesk(
    channel: HelpdeskPoster | LocalHelpdeskPoster,
    places: readonly HelpdeskChannel[],
  ): void;
  /** Adds a listener for replies that are no longer retried. */
  onDropped(listener: DropListener): void;
  /** Starts to deliver, including what an earlier process left. */
  start(): void;
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** Retries all dead letters once more; resolves to their number. */
  retryDead(): Promise<number>;
  /** For `/readyz`: the numbers of dead letters and of pending tickets. */
  health(): Promise<{
    readonly deadReplies: number;
    readonly deadTickets: number;
    readonly deadPosts: number;
    readonly pendingTickets: number;
  }>;
  /** Sends what is ready, as far as time allows, and stops; the next start sends the rest. */
  drain(timeoutMs: number): Promise<void>;
  /**
   * After the drain, when no channel sends anymore: leaves jobs that still wait for their turn to
   * the next process.
   */
  handOver(): Promise<void>;
}

/** What remains to be sent after a turn or an agent command. */
export interface TurnEffects {
  readonly inbound: ChatEvent | null;
  /** Null if there is no reply. */
  readonly said: ReplyJob | null;
  /** New tickets, by the digits of their numbers. */
  readonly tickets: readonly number[];
  readonly posts: readonly HelpdeskPostJob[];
}

export interface OutboxOptions {
  readonly store: Store;
  readonly ticketSystems: readonly TicketSystem[];
  readonly log: Log;
  readonly backoff?: { readonly replies: Backoff; readonly tickets: Backoff };
}

/** Creates the outbox and its queues. Nothing is delivered before `start`. */
export async function createOutbox(options: OutboxOptions): Promise<Outbox> {
  const { store, log } = options;
  const channels = new Map<ChannelName, Channel>();
  const locals = new Map<ChannelName, LocalChannel>();
  const systems = new Map(options.ticketSystems.map((system) => [system.name, system]));
  const orderedId = createOrderedIds(Date.now);
  const leases = store.kind === 'embedded' ? ALL_TARGETS : createPaceLeases(store);
  const desks = createHelpdeskPostOutbox({
    store,
    log,
    backoff: options.backoff?.replies ?? REPLY_BACKOFF,
    leases,
    orderedId,
    onPutBack: kickLater,
  });
  let pumps: { readonly replies: Worker; readonly tickets: Worker; readonly posts: Worker } | null =
    null;
  const givenUp: DropListener[] = [];
  let ticketsWait = false;
  let postsWait = false;
  await prepareQueues(store);

  return {
    async enqueue(trx, { inbound, said, tickets, posts }) {
      await addReplies(trx, said === null ? [] : [said], inbound);
      await desks.add(trx, posts);
      const deliveries = tickets.flatMap((ticket) =>
        [...systems.keys()].map((system) => ({ ticket, system })),
      );
      await addDeliveries(trx, deliveries);
      await addTickets(trx, deliveries);
      ticketsWait ||= deliveries.length > 0;
      postsWait ||= posts.length > 0;
    },
    kick,
    register(channel) {
      if ('keep' in channel) locals.set(channel.name, channel);
      channels.set(channel.name, 'keep' in channel ? delivering(channel, store) : channel);
    },
    registerDesk: desks.register,
    onDropped: (listener) => void givenUp.push(listener),
    start() {
      pumps = { replies: startReplies(), tickets: startTickets(), posts: desks.start() };
      // Another process may have created posts for a desk that this one sends to.
      store.changes.listen((topic) => {
        if (topic === 'ticket') pumps?.posts.kick();
      });
      kickAll();
    },
    deadLetters: () => listDeadLetters(store.db),
    async retryDead() {
      const revived = await store.db.transaction().execute(async (trx) => {
        const { replies, tickets, posts } = await retryDeadLetters(trx);
        await addReplies(trx, replies);
        await addTickets(trx, tickets);
        await desks.add(trx, posts);
        return replies.length + tickets.length + posts.length + (await reviveDeadEvents(trx));
      });
      kickAll();
      return revived;
    },
    async health() {
      const dead = await countDeadLetters(store.db);
      const pendingTickets = await countPendingDeliveries(store.db);
      return {
        deadReplies: dead.replies,
        deadTickets: dead.tickets,
        deadPosts: dead.posts,
        pendingTickets,
      };
    },
    async drain(timeoutMs) {
      await Promise.all([
        pumps?.replies.drain(timeoutMs),
        pumps?.tickets.drain(timeoutMs),
        pumps?.posts.drain(timeoutMs),
      ]);
      await leases.release().catch((error: unknown) => {
        log.warn(failureFields(error), 'outbox: desk leases not released');
      });
    },
    async handOver() {
      await pumps?.replies.handOver();
      await pumps?.posts.handOver();
    },
  };

  function kick(): void {
    pumps?.replies.kick();
    if (ticketsWait) pumps?.tickets.kick();
    if (postsWait) pumps?.posts.kick();
    ticketsWait = false;
    postsWait = false;
  }

  function kickAll(): void {
    ticketsWait = true;
    postsWait = true;
    kick();
  }

  function kickLater(delayMs: number): void {
    setTimeout(kickAll, delayMs).unref();
  }

  function startReplies(): Worker {
    const backoff = options.backoff?.replies ?? REPLY_BACKOFF;
    const onGivenUp: DropListener = async (...what) => {
      for (const listener of givenUp) await listener(...what);
    };
    const handle = replyHandler({ store, channels, backoff, log, onPutBack: kickLater, onGivenUp });
    return startWorker({ store, queue: REPLIES, batch: REPLIES_A_LOOK, handle, leases, log });
  }

  function startTickets(): Worker {
    const backoff = options.backoff?.tickets ?? TICKET_BACKOFF;
    const handle = ticketHandler({ store, systems, backoff, log, onPutBack: kickLater });
    return startWorker({
      store,
      queue: TICKET_DELIVERIES,
      batch: TICKETS_A_LOOK,
      handle,
      leases,
      log,
    });
  }

  async function addReplies(
    trx: Transaction<Database>,
    replies: readonly ReplyJob[],
    inbound: ChatEvent | null = null,
  ): Promise<void> {
    for (const { conversation, channel, items } of replies) {
      await locals.get(channel)?.keep(trx, { conversation, inbound, said: items });
    }
    const jobs = replies
      .filter(({ channel, items }) => items.length > 0 && !locals.has(channel))
      .map((said) => ({
        id: orderedId(),
        singletonKey: said.conversation,
        data: storable(said),
        ...groupOf(said),
      }));
    if (jobs.length > 0) await store.jobs.insert(REPLIES, jobs, { db: fromKysely(trx) });
  }

  /** Conversations that share a platform's pace wait for it in one queue. */
  function groupOf({ channel, conversation }: ReplyJob) {
    const target = channels.get(channel)?.sharedTarget(conversation) ?? null;
    return target === null ? {} : { group: { id: target } };
  }

  async function addTickets(
    trx: Transaction<Database>,
    tickets: readonly TicketJob[],
  ): Promise<void> {
    const jobs = tickets.map((data) => ({ data }));
    if (jobs.length > 0) await store.jobs.insert(TICKET_DELIVERIES, jobs, { db: fromKysely(trx) });
  }
}

/** Delivers replies that were queued before their channel became local. */
function delivering(local: LocalChannel, { db }: Store): Channel {
  return {
    name: local.name,
    sharedTarget: () => null,
    async deliver({ conversation, ...said }) {
      await local.keep(db, { conversation, inbound: null, said: [said] });
      return { messageId: said.reply.id };
    },
  };
}
