import { failureFields } from '../diagnostics/failure-fields.ts';
import type { Log } from '../diagnostics/log.ts';
import { type AgentJob, MESSAGE_QUEUES } from '../store/jobs/message-job.ts';
import type { Store } from '../store/store.ts';
import type { TicketSystem } from '../ticket-systems/ticket-system.ts';
import type { Backoff } from './backoff.ts';
import type { Channels } from './channels.ts';
import { messageHandler } from './deliver-messages.ts';
import type { DropListener } from './delivery.ts';
import { rankOf } from './message-queue.ts';
import { ALL_TARGETS, createPaceLeases } from './pace-leases.ts';
import { TICKET_DELIVERIES, ticketHandler } from './ticket-deliveries.ts';
import { startWorker, type Worker } from './worker.ts';

const REPLIES_A_LOOK = 64;
const TICKETS_A_LOOK = 8;
/** Small, so that a fetch never takes many more posts of one desk than the worker holds of it. */
const POSTS_A_LOOK = 4;

/** What waits in the outbox, by the worker that delivers it. */
export type Waiting = 'replies' | 'posts' | 'tickets';

/** The workers that empty the queues of the outbox. None works before `start`. */
export interface Workers {
  start(): void;
  /** Notes that something was queued; the next `kick` fetches it. */
  expect(what: Waiting): void;
  /** Fetches replies, and what is expected, at once. */
  kick(): void;
  /** Fetches posts at once: another process may have queued some for a desk of this one. */
  kickPosts(): void;
  /** Fetches from every queue at once. */
  kickAll(): void;
  drain(timeoutMs: number): Promise<void>;
  handOver(): Promise<void>;
}

export interface WorkersOptions {
  readonly store: Store;
  readonly channels: Channels;
  readonly systems: ReadonlyMap<string, TicketSystem>;
  readonly backoff: { readonly replies: Backoff; readonly tickets: Backoff };
  readonly onDropped: DropListener;
  readonly log: Log;
}

export function createWorkers(options: WorkersOptions): Workers {
  const { store, log } = options;
  const leases = store.kind === 'embedded' ? ALL_TARGETS : createPaceLeases(store);
  const expected = new Set<Waiting>();
  let workers: Readonly<Record<Waiting, Worker>> | null = null;
  return {
    start() {
      const shared = { ...options, leases, onPutBack: kickLater };
      workers = {
        replies: startReplies(shared),
        posts: startPosts(shared),
        tickets: startTickets(shared),
      };
    },
    expect: (what) => void expected.add(what),
    kick,
    kickPosts: () => workers?.posts.kick(),
    kickAll,
    async drain(timeoutMs) {
      await Promise.all(Object.values(workers ?? {}).map((worker) => worker.drain(timeoutMs)));
      await leases.release().catch((error: unknown) => {
        log.warn(failureFields(error), 'outbox: desk leases not released');
      });
    },
    async handOver() {
      await workers?.replies.handOver();
      await workers?.posts.handOver();
    },
  };

  function kick(): void {
    workers?.replies.kick();
    for (const what of expected) if (what !== 'replies') workers?.[what].kick();
    expected.clear();
  }

  function kickAll(): void {
    for (const what of ['posts', 'tickets'] as const) expected.add(what);
    kick();
  }

  function kickLater(delayMs: number): void {
    setTimeout(kickAll, delayMs).unref();
  }
}

interface RunningWorkersOptions extends WorkersOptions {
  readonly leases: typeof ALL_TARGETS;
  readonly onPutBack: (delayMs: number) => void;
}

function startReplies(options: RunningWorkersOptions): Worker {
  const handle = messageHandler({
    ...options,
    audience: 'requester',
    backoff: options.backoff.replies,
  });
  return startWorker({
    ...options,
    queue: MESSAGE_QUEUES.requester,
    batch: REPLIES_A_LOOK,
    handle,
  });
}

function startPosts(options: RunningWorkersOptions): Worker {
  const handle = messageHandler({
    ...options,
    audience: 'agent',
    backoff: options.backoff.replies,
  });
  return startWorker<AgentJob>({
    ...options,
    queue: MESSAGE_QUEUES.agent,
    batch: POSTS_A_LOOK,
    handle,
    rank: rankOf,
    groups: options.channels.deskTargets,
  });
}

function startTickets(options: RunningWorkersOptions): Worker {
  const handle = ticketHandler({ ...options, backoff: options.backoff.tickets });
  return startWorker({ ...options, queue: TICKET_DELIVERIES, batch: TICKETS_A_LOOK, handle });
}
