import type { FileKeeper } from '../../attachments/keep-files.ts';
import type { ChatEvent } from '../../conversation/event.ts';
import { initialState as realInitialState } from '../../conversation/initial-state.ts';
import { step as realStep } from '../../conversation/step.ts';
import type { World } from '../../conversation/world.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { EventChannel } from '../../platforms/channels.ts';
import type { Receive, TurnOutcome } from '../../ports/channel.ts';
import type { Address, RequesterMessage } from '../../ports/message.ts';
import { logFailure } from '../../store/log-failure.ts';
import type { Store } from '../../store/store.ts';
import { openQueuedTurn, saveTurn } from '../../store/turns.ts';
import { createInbox, type Inbox } from '../inbox/inbox.ts';
import { type HeldPosition, NotHead } from '../inbox/work.ts';
import { createRoute } from '../routing/routing.ts';
import { createTicketService, type TicketService } from '../tickets/ticket-service.ts';
import { applyEffects, type Step, type TurnResult } from './apply-effects.ts';
import { createArrivals, type Rescue } from './arrivals.ts';
import { withNamedTicket } from './named-ticket.ts';
import { replyJob } from './reply-job.ts';
import { createTurnCoordinator, type TurnCoordinator } from './turn-coordinator.ts';

/** Receives events and runs a turn for each. */
export interface RequesterService {
  /**
   * Handles an event: stores it in the inbox first, does slow lookups next, and runs its turn after
   * those of earlier events of its conversation. Resolves once its state and replies are durable.
   * Rejects with `TurnPostponed` if the database fails meanwhile, and with the turn's own error if
   * it fails for good: the platform may send it again.
   */
  readonly receive: Receive;
  /** Runs the turn of an event that is already in the inbox. */
  turn(event: ChatEvent, address: Address, position: HeldPosition): Promise<TurnOutcome>;
  /** Returns the event with its files stored, each once; takes as long as the platform does. */
  withFiles(event: ChatEvent, address: Address): Promise<ChatEvent>;
  /** Registers how a channel handles events that another process received. */
  rescue(channel: EventChannel, rescue: Rescue): void;
  /**
   * Calls back with the conversation's key after each turn that changed it. Returns a function that
   * unsubscribes.
   */
  onTurn(listener: (conversation: string) => void): () => void;
  /** Resolves when all turns started so far are over. */
  settled(): Promise<void>;
}

export interface RequesterServiceOptions {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly world: World;
  readonly log: Log;
  /** Shared with the agents' side, if there is one. */
  readonly coordinator?: TurnCoordinator;
  /** Executes commands on tickets; without it, tickets have a state but go to no desk. */
  readonly tickets?: TicketService;
  /** Queues events for their turns; by default, the service creates its own. */
  readonly inbox?: Inbox;
  /** Fetches files people send; without it, only their names are recorded. */
  readonly files?: FileKeeper;
  /** Conversation step; tests can replace it. */
  readonly step?: Step;
  readonly initialState?: typeof realInitialState;
}

/**
 * Creates the service. Turns of a conversation run one after another; those of different
 * conversations run in parallel.
 */
export function createRequesterService(options: RequesterServiceOptions): RequesterService {
  const { store, outbox, world, log } = options;
  const {
    queue: lanes,
    turnChanges,
    ticketChanges,
  } = options.coordinator ?? createTurnCoordinator(log);
  const tickets =
    options.tickets ??
    createTicketService({ world, helpdeskChannels: [], route: createRoute([], []) });
  const inbox = options.inbox ?? createInbox({ store, log });
  const withFiles = (event: ChatEvent, address: Address) =>
    filesKept(options.files, event, address);
  const arrivals = createArrivals({ inbox, withFiles, turn });
  return {
    receive: arrivals.receive,
    turn,
    withFiles,
    rescue: arrivals.rescue,
    onTurn: turnChanges.listen,
    async settled() {
      await inbox.settled();
      await lanes.settled();
    },
  };

  function turn(event: ChatEvent, address: Address, position: HeldPosition): Promise<TurnOutcome> {
    return lanes.run(event.conversation, () =>
      runTurn({ ...options, tickets, notify }, event, address, position),
    );
  }

  function notify({ conversation }: ChatEvent, changed: readonly string[]): void {
    outbox.kick();
    turnChanges.notify(conversation);
    for (const number of new Set(changed)) ticketChanges.notify(number);
  }
}

interface TurnServices extends RequesterServiceOptions {
  readonly tickets: TicketService;
  /** Called after the commit, with the numbers of changed tickets. */
  readonly notify: (event: ChatEvent, changed: readonly string[]) => void;
}

/** Runs a turn and logs its outcome and how long it took. */
async function runTurn(
  services: TurnServices,
  event: ChatEvent,
  address: Address,
  position: HeldPosition,
): Promise<TurnOutcome> {
  const { log, notify } = services;
  const started = performance.now();
  const fields = {
    conversation: event.conversation,
    event: event.id,
    kind: event.content.kind,
    place: position.seq,
  };
  const ms = () => Math.round((performance.now() - started) * 10) / 10;
  try {
    const turn = await takeTurn(services, event, address, position);
    if (turn.kind === 'not-head') throw new NotHead();
    position.isRemoved = true;
    if (turn.kind !== 'done') {
      log.info({ ...fields, outcome: 'duplicate', ms: ms() }, 'turn');
      // Listeners may not have been notified after the commit, if the connection broke at that
      // moment.
      if (turn.kind === 'gone') notify(event, []);
      return { duplicate: true, decided: null };
    }
    const { state, says, changed } = turn.result;
    const phase = state.phase.name;
    log.info({ ...fields, outcome: 'done', phase, effects: says.length, ms: ms() }, 'turn');
    notify(event, changed);
    return { duplicate: false, decided: decidedBy(event, turn.result) };
  } catch (error) {
    if (!(error instanceof NotHead))
      logFailure(log, { ...fields, outcome: 'failed', ms: ms() }, error, 'turn');
    throw error;
  }
}

async function filesKept(
  keeper: FileKeeper | undefined,
  event: ChatEvent,
  address: Address,
): Promise<ChatEvent> {
  const { content } = event;
  if (keeper === undefined || content.kind !== 'message' || content.files.length === 0)
    return event;
  return {
    ...event,
    content: { ...content, files: await keeper.keep(content.files, event, address) },
  };
}

type TakenTurn =
  | { readonly kind: 'duplicate' | 'gone' | 'not-head' }
  | { readonly kind: 'done'; readonly result: TurnResult };

/** Runs the turn in a single transaction that also removes its inbox row. */
async function takeTurn(
  services: TurnServices,
  event: ChatEvent,
  address: Address,
  position: HeldPosition,
): Promise<TakenTurn> {
  const {
    store,
    outbox,
    world,
    tickets,
    step = realStep,
    initialState = realInitialState,
  } = services;
  return store.db.transaction().execute(async (trx) => {
    const opened = await openQueuedTurn(trx, event, address, position);
    if (opened.kind !== 'opened') return opened;
    const state = await withNamedTicket(trx, opened.state ?? initialState(event), event);
    const result = await applyEffects({ trx, step, world, tickets }, state, event);
    await saveTurn(trx, event.conversation, result.state);
    const replies = replyJob({ ...event, address }, result.says, event.newId);
    await outbox.enqueue(trx, {
      inbound: event,
      messages: [replies, ...result.posts],
      tickets: result.tickets,
    });
    return { kind: 'done', result };
  });
}

/**
 * Returns the card the event pressed if the turn decided it, else the first card it decided, as
 * when an answer was typed.
 */
function decidedBy(event: ChatEvent, result: TurnResult): TurnOutcome['decided'] {
  const decided = result.says.filter(isDecided);
  const pressed = event.content.kind === 'press' ? event.content.prompt : null;
  const card = decided.find(({ reply }) => reply.id === pressed) ?? decided[0];
  return card === undefined ? null : { reply: card.reply, choice: card.decided.choice };
}

function isDecided<T extends Pick<RequesterMessage, 'decided'>>(
  say: T,
): say is T & { decided: NonNullable<T['decided']> } {
  return say.decided !== null;
}
