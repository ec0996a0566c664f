import type { Transaction } from 'kysely';
import { fromKysely } from 'pg-boss';
import type { ChatEvent } from '../conversation/event.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Database } from '../store/database.ts';
import { reviveDeadEvents } from '../store/dead-inbox.ts';
import {
  countDeadLetters,
  type DeadLetter,
  listDeadLetters,
  retryDeadLetters,
} from '../store/dead-letters.ts';
import type { MessageJob } from '../store/jobs/message-job.ts';
import type { TicketJob } from '../store/jobs/ticket-job.ts';
import type { Store } from '../store/store.ts';
import { addDeliveries, countPendingDeliveries } from '../store/tickets.ts';
import type { TicketSystem } from '../ticket-systems/ticket-system.ts';
import { type Backoff, REPLY_BACKOFF, TICKET_BACKOFF } from './backoff.ts';
import { type Channels, createChannels } from './channels.ts';
import type { DropListener } from './delivery.ts';
import { queueMessages } from './message-queue.ts';
import { createOrderedIds } from './ordered-id.ts';
import { prepareQueues } from './queues.ts';
import { TICKET_DELIVERIES } from './ticket-deliveries.ts';
import { createWorkers, type Workers } from './workers.ts';

/**
 * Delivers everything that leaves Signpost: messages to requesters and desks in order, tickets to
 * outside systems.
 */
export interface Outbox
  extends Pick<Channels, 'register' | 'registerDesks'>,
    Pick<Workers, 'handOver'> {
  /** Within a transaction: stores what is to be sent. */
  enqueue(trx: Transaction<Database>, turn: TurnEffects): Promise<void>;
  /** After the commit: sends what is queued, at once. */
  kick(): void;
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
  /** The event that the replies answer; null if Signpost speaks unprompted. */
  readonly inbound: ChatEvent | null;
  readonly messages: readonly MessageJob[];
  /** New tickets, by the digits of their numbers. */
  readonly tickets: readonly number[];
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
  const channels = createChannels(store);
  const systems = new Map(options.ticketSystems.map((system) => [system.name, system]));
  const listeners: DropListener[] = [];
  const workers = createWorkers({
    store,
    channels,
    systems,
    backoff: options.backoff ?? { replies: REPLY_BACKOFF, tickets: TICKET_BACKOFF },
    async onDropped(...dropped) {
      for (const listener of listeners) await listener(...dropped);
    },
    log,
  });
  const queue = { store, channels, orderedId: createOrderedIds(Date.now) };
  await prepareQueues(store);

  return {
    async enqueue(trx, { inbound, messages, tickets }) {
      await queueMessages(queue, trx, messages, inbound);
      await addTickets(store, trx, await deliveriesOf(trx, tickets, [...systems.keys()]));
      if (tickets.length > 0) workers.expect('tickets');
      if (messages.some(({ audience }) => audience === 'agent')) workers.expect('posts');
    },
    kick: workers.kick,
    register: channels.register,
    registerDesks: channels.registerDesks,
    onDropped: (listener) => void listeners.push(listener),
    start() {
      workers.start();
      // Another process may have created posts for a desk that this one sends to.
      store.changes.listen((topic) => {
        if (topic === 'ticket') workers.kickPosts();
      });
      workers.kickAll();
    },
    deadLetters: () => listDeadLetters(store.db),
    async retryDead() {
      const revived = await store.db.transaction().execute(async (trx) => {
        const { messages, tickets } = await retryDeadLetters(trx);
        await queueMessages(queue, trx, messages);
        await addTickets(store, trx, tickets);
        return messages.length + tickets.length + (await reviveDeadEvents(trx));
      });
      workers.kickAll();
      return revived;
    },
    health: () => healthOf(store),
    drain: workers.drain,
    handOver: workers.handOver,
  };
}

async function healthOf({ db }: Store) {
  const dead = await countDeadLetters(db);
  return {
    deadReplies: dead.replies,
    deadTickets: dead.tickets,
    deadPosts: dead.posts,
    pendingTickets: await countPendingDeliveries(db),
  };
}

/** Notes that each ticket is to be delivered to each system. */
async function deliveriesOf(
  trx: Transaction<Database>,
  tickets: readonly number[],
  systems: readonly string[],
): Promise<readonly TicketJob[]> {
  const deliveries = tickets.flatMap((ticket) => systems.map((system) => ({ ticket, system })));
  await addDeliveries(trx, deliveries);
  return deliveries;
}

async function addTickets(
  store: Pick<Store, 'jobs'>,
  trx: Transaction<Database>,
  tickets: readonly TicketJob[],
): Promise<void> {
  const jobs = tickets.map((data) => ({ data }));
  if (jobs.length > 0) await store.jobs.insert(TICKET_DELIVERIES, jobs, { db: fromKysely(trx) });
}
