import type { Address, Outgoing, Receive, TurnOutcome } from '../channels/channel.ts';
import type { ChatEvent } from '../conversation/event.ts';
import { initialState as realInitialState } from '../conversation/initial-state.ts';
import { step as realStep } from '../conversation/step.ts';
import type { World } from '../conversation/world.ts';
import type { Log } from '../log.ts';
import { failureFields } from '../outbox/failure.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ReplyJob } from '../outbox/reply-job.ts';
import type { Store } from '../store/open-store.ts';
import type { FileKeeper } from './keep-files.ts';
import { createLanes } from './lanes.ts';
import { maskEvent } from './mask-event.ts';
import { type Played, play, type Step } from './play.ts';
import { createRoom, type Room } from './room.ts';
import { createRoute } from './routing.ts';
import { openTurn, saveTurn } from './stored-turn.ts';
import { createDeeds, type Deeds } from './ticket-deeds.ts';

/** Takes events in, one turn for each. */
export interface Desk {
  /**
   * Handles one event: resolves once its state and replies are durable, and rejects where nothing of it was kept, so
   * that the platform sends it again.
   */
  readonly receive: Receive;
  /** Calls back with the conversation's key after each turn that changed it. Returns what ends that. */
  onTurn(listener: (conversation: string) => void): () => void;
  /** Resolves when all turns begun so far are over. */
  settled(): Promise<void>;
}

export interface DeskOptions {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly world: World;
  readonly log: Log;
  /** Shared with the agents' desk, where there is one. */
  readonly room?: Room;
  /** What is done to tickets; without it they have a life, but no desk hears of it. */
  readonly deeds?: Deeds;
  /** Fetches what people send; without it files are noted by name. */
  readonly files?: FileKeeper;
  /** The talk itself, unless a test brings its own. */
  readonly step?: Step;
  readonly initialState?: typeof realInitialState;
}

/** Makes the desk. Turns of one conversation follow one another; those of different ones run side by side. */
export function createDesk(options: DeskOptions): Desk {
  const { store, outbox, log } = options;
  const { lanes, turns, tickets } = options.room ?? createRoom(log);
  const deeds = options.deeds ?? createDeeds({ world: options.world, places: [], route: createRoute([], []) });
  // What comes after a file waits until that is fetched; what agents do meanwhile does not.
  const arrivals = createLanes();
  return {
    receive: (event, address) => arrivals.run(event.conversation, () => receive(event, address)),
    onTurn: turns.listen,
    async settled() {
      await arrivals.settled();
      await lanes.settled();
    },
  };

  async function receive(received: ChatEvent, address: Address): Promise<TurnOutcome> {
    const event = await withFiles(options.files, maskEvent(received), address);
    return lanes.run(event.conversation, () => turn(event, address));
  }

  async function turn(event: ChatEvent, address: Address): Promise<TurnOutcome> {
    const started = performance.now();
    const fields = { conversation: event.conversation, event: event.id, kind: event.content.kind };
    const ms = () => Math.round((performance.now() - started) * 10) / 10;
    try {
      const played = await takeTurn({ ...options, deeds }, event, address);
      await store.onDisk();
      if (played === null) {
        log.info({ ...fields, outcome: 'duplicate', ms: ms() }, 'turn');
        return { duplicate: true, decided: null };
      }
      const phase = played.state.phase.name;
      log.info({ ...fields, outcome: 'done', phase, effects: played.says.length, ms: ms() }, 'turn');
      outbox.kick();
      turns.tell(event.conversation);
      for (const number of new Set(played.changed)) tickets.tell(number);
      return { duplicate: false, decided: decidedBy(event, played) };
    } catch (error) {
      log.error({ ...fields, outcome: 'failed', ms: ms(), ...failureFields(error) }, 'turn');
      throw error;
    }
  }
}

/** The event with its files kept, which takes as long as the platform does. */
async function withFiles(keeper: FileKeeper | undefined, event: ChatEvent, address: Address): Promise<ChatEvent> {
  const { content } = event;
  if (keeper === undefined || content.kind !== 'message' || content.files.length === 0) return event;
  return { ...event, content: { ...content, files: await keeper.keep(content.files, event, address) } };
}

/** The turn as one transaction; null where the event had its turn before. */
async function takeTurn(
  options: DeskOptions & { readonly deeds: Deeds },
  event: ChatEvent,
  address: Address,
): Promise<Played | null> {
  const { store, outbox, world, deeds, step = realStep, initialState = realInitialState } = options;
  return store.db.transaction().execute(async (trx) => {
    const opened = await openTurn(trx, event, address);
    if (opened.duplicate) return null;
    const played = await play({ trx, step, world, deeds }, opened.state ?? initialState(event), event);
    await saveTurn(trx, event.conversation, played.state);
    const items = played.says.map((say, index) => ({ ...say, id: `${event.newId}/${index}` }));
    const said: ReplyJob = { conversation: event.conversation, channel: event.channel, address, items };
    await outbox.enqueue(trx, { heard: event, said, tickets: played.tickets, posts: played.posts });
    return played;
  });
}

/** The card the event pressed, where the turn decided it; else the first it decided, as when an answer was typed. */
function decidedBy(event: ChatEvent, played: Played): TurnOutcome['decided'] {
  const decided = played.says.filter(isDecided);
  const pressed = event.content.kind === 'press' ? event.content.prompt : null;
  const card = decided.find(({ reply }) => reply.id === pressed) ?? decided[0];
  return card === undefined ? null : { reply: card.reply, choice: card.decided.choice };
}

function isDecided<T extends Pick<Outgoing, 'decided'>>(say: T): say is T & { decided: NonNullable<T['decided']> } {
  return say.decided !== null;
}
