import { randomUUID } from 'node:crypto';
import type { ChatEvent, EventContent } from '../../src/conversation/event.ts';
import type { Reply } from '../../src/conversation/reply.ts';
import type { Step } from '../../src/helpdesk/turns/apply-effects.ts';
import type { Channel } from '../../src/ports/channel.ts';
import type { RequesterMessage } from '../../src/ports/message.ts';

/** An event of one person in one web conversation. */
export function chatEvent(conversation: string, id: string, content: EventContent): ChatEvent {
  return {
    id,
    newId: randomUUID(),
    at: '2026-11-22T08:00:00.000Z',
    channel: 'web',
    conversation,
    person: {
      id: 'bobk',
      name: 'Bob',
      address: 'bobk@contoso.com',
      localeTag: 'en-US',
      timeZone: 'Europe/Berlin',
    },
    content,
  };
}

export function message(conversation: string, id: string, text: string): ChatEvent {
  return chatEvent(conversation, id, { kind: 'message', text, files: [], masked: [] });
}

const TICKET = { status: 'new', assignee: null, symptom: null, told: false } as const;

/** A talk that answers every message with its text, and counts them in the state. */
export const echo: Step = (_world, state, event) => {
  const text = event.content.kind === 'message' ? event.content.text : event.content.kind;
  return {
    state: {
      ...state,
      tickets: [...state.tickets, { ...TICKET, number: event.id, title: text, at: event.at }],
    },
    effects: [{ kind: 'say', reply: echoReply(event, text) }],
  };
};

/** A reply that carries a text in a place every reply of its kind has. */
export function echoReply(event: ChatEvent, text: string, nth = 0): Reply {
  return { id: `${event.newId}.${nth}`, locale: 'en', choices: [], kind: 'solved', title: text };
}

/** The text an echoed reply carries. */
export function echoed(outgoing: RequesterMessage): string | null {
  return outgoing.reply.kind === 'solved' ? outgoing.reply.title : null;
}

/** A channel that keeps what it is given; `before` may fail a delivery by throwing. */
export function recordingChannel(
  before: (outgoing: RequesterMessage) => void | Promise<void> = () => {},
): Channel & {
  readonly delivered: RequesterMessage[];
} {
  const delivered: RequesterMessage[] = [];
  return {
    name: 'web',
    delivered,
    sharedTarget: () => null,
    async deliver(outgoing) {
      if (outgoing.audience !== 'requester') throw new Error('There is no desk.');
      await before(outgoing);
      delivered.push(outgoing);
      return { messageId: `m-${outgoing.id}` };
    },
  };
}

/** Waits until the condition holds, looking every few milliseconds; fails after the time given. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 5000,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > end)
      throw new Error(`The condition did not come true: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
