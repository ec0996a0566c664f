import type { ChatEvent } from '../../conversation/event.ts';
import { EVENT_CHANNELS, type EventChannel, waitsAsEvents } from '../../platforms/channels.ts';
import type { Instead, Receive, ReceiveOptions, TurnOutcome } from '../../ports/channel.ts';
import type { Address } from '../../ports/message.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { readStoredEvent } from '../inbox/stored-event.ts';
import type { HeldPosition, Turn, Work } from '../inbox/work.ts';
import { maskEvent } from './mask-event.ts';

/** How a channel handles an event that another process received but didn't get to. */
export interface Rescue {
  /** Looks up what the platform's event itself doesn't contain. */
  complete(event: ChatEvent, address: Address): Promise<ChatEvent>;
  /**
   * Returns true if a possible agent command is one: the agent has had no answer yet, so it is left
   * to them to send it again.
   */
  isAgents(event: ChatEvent, address: Address): Promise<boolean>;
  /** Notifies the person that their turn failed. Never rejects. */
  apologize(address: Address): Promise<void>;
}

export interface ArrivalsOptions {
  readonly inbox: Inbox;
  readonly withFiles: (event: ChatEvent, address: Address) => Promise<ChatEvent>;
  readonly turn: (
    event: ChatEvent,
    address: Address,
    position: HeldPosition,
  ) => Promise<TurnOutcome>;
}

/**
 * Entry point for the events of channels whose rows wait as events: their conversation is known on
 * arrival. Such a channel always has a reader of the rows that another process left.
 */
export interface Arrivals {
  readonly receive: Receive;
  /** Replaces how a channel handles events that another process received. */
  rescue(channel: EventChannel, rescue: Rescue): void;
}

const NO_RESCUE: Rescue = {
  complete: async (event) => event,
  isAgents: async () => false,
  apologize: async () => {},
};
const DUPLICATE: TurnOutcome = { duplicate: true, decided: null };
/** Answered before its turn, which comes later. */
const LATE: TurnOutcome = { duplicate: false, decided: null };

export function createArrivals(options: ArrivalsOptions): Arrivals {
  const { inbox } = options;
  for (const channel of EVENT_CHANNELS) rescue(channel, NO_RESCUE);
  return { receive, rescue };

  function rescue(channel: EventChannel, how: Rescue): void {
    inbox.register(channel, (content) => rescuedWork(options, how, content));
  }

  async function receive(
    received: ChatEvent,
    address: Address,
    handling: ReceiveOptions = {},
  ): Promise<TurnOutcome> {
    const {
      answerWithinMs = Number.POSITIVE_INFINITY,
      onLateFailure,
      instead,
      sentAt = null,
    } = handling;
    const { channel, conversation } = received;
    if (!waitsAsEvents(channel))
      throw new TypeError(`Nothing would read the rows of ${channel}: they wait in its own form.`);
    let isAnswered = false;
    const failed = async () => {
      if (isAnswered) await onLateFailure?.();
    };
    const taken = await inbox.takeMasked({ lane: conversation, sentAt }, async () => {
      const event = await maskEvent(received);
      const content =
        instead === undefined ? { event, address } : { event, address, isUndecided: true };
      const arrival = {
        channel,
        id: `${conversation} ${event.id}`,
        content,
        isAcknowledged: false,
      };
      return { event: arrival, work: { ...workOn(options, event, address, handling), failed } };
    });
    try {
      const answer = await taken.answer(answerWithinMs);
      if (answer === 'late') return LATE;
      if (answer === null) return DUPLICATE;
      return taken.isNew ? answer.result : { ...answer.result, duplicate: true };
    } finally {
      isAnswered = true;
    }
  }
}

/** Work on a row that another process stored; null if it is unreadable. */
function rescuedWork(
  options: ArrivalsOptions,
  { complete, isAgents, apologize }: Rescue,
  content: unknown,
): Work<TurnOutcome> | null {
  const stored = readStoredEvent(content);
  if (stored === null) return null;
  const { event, address, isUndecided = false } = stored;
  const instead = async () => ((await isAgents(event, address)) ? async () => {} : null);
  return {
    ...workOn(options, event, address, {
      complete: (known) => complete(known, address),
      ...(isUndecided ? { instead } : {}),
    }),
    failed: () => apologize(address),
  };
}

function workOn(
  { withFiles, turn }: ArrivalsOptions,
  event: ChatEvent,
  address: Address,
  { complete = async (known) => known, instead }: Pick<ReceiveOptions, 'complete' | 'instead'>,
): Work<TurnOutcome> {
  return {
    event: event.id,
    async prepare() {
      const other = (await instead?.()) ?? null;
      if (other !== null) return insteadOfTurn(other);
      // In parallel: neither needs the other's result.
      const [known, kept] = await Promise.all([complete(event), withFiles(event, address)]);
      const whole = { ...known, content: kept.content };
      return (position) => turn(whole, address, position);
    },
  };
}

function insteadOfTurn(other: Instead): Turn<TurnOutcome> {
  return async (position) => {
    await position.head();
    await other();
    return { duplicate: false, decided: null };
  };
}
