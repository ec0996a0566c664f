import type { Pace } from '../../src/concurrency/rate-limit.ts';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { Channel } from '../../src/ports/channel.ts';
import type { AgentMessage, HelpdeskChannel } from '../../src/ports/message.ts';
import type { AgentItem, AgentJob } from '../../src/store/jobs/message-job.ts';
import type { Store } from '../../src/store/store.ts';
import { sequenceOf } from '../../src/tickets/number.ts';
import { sampleDeskReplies } from './sample-desk-replies.ts';

const samples = sampleDeskReplies('en');

/**
 * What an event of a ticket posts in a desk: its card and, but for the first, a line in its thread.
 */
export function jobOf(desk: string, ticket: string, revision: number): AgentJob {
  const posts = revision === 1 ? (['escalation'] as const) : (['escalation', 'thread'] as const);
  return {
    audience: 'agent',
    desk,
    ticket,
    items: posts.map((kind) => itemOf(desk, ticket, revision, kind)),
  };
}

function itemOf(
  desk: string,
  ticket: string,
  revision: number,
  kind: 'escalation' | 'thread',
): AgentItem {
  const sample = samples.find((reply) => reply.kind === kind);
  if (sample?.kind !== 'escalation' && sample?.kind !== 'thread')
    throw new Error(`There is no sample ${kind}.`);
  const id = `${ticket}.${revision}${kind === 'thread' ? '.line' : ''}`;
  return { id: `${desk}/${id}`, reply: { ...sample, id, number: ticket } };
}

/** Puts down what is to be posted, as turns do. */
export async function put(store: Store, outbox: Outbox, posts: readonly AgentJob[]): Promise<void> {
  await store.db
    .transaction()
    .execute((trx) => outbox.enqueue(trx, { inbound: null, messages: posts, tickets: [] }));
  outbox.kick();
}

export function placeOf(desk: string): HelpdeskChannel {
  return { desk, channel: 'slack', tenant: 'T1', address: { channel: `C-${desk}` }, locale: 'en' };
}

/** How one desk of a `pacedChannel` takes posts; `went` hears of each as it is made. */
export interface PacedDesk {
  readonly pace: Pick<Pace, 'turn'>;
  readonly went: (outgoing: AgentMessage) => Promise<void> | void;
}

/** A channel whose desks keep a pace as those of Slack and Teams do. */
export function pacedChannel(desks: Readonly<Record<string, PacedDesk>>): Channel {
  let count = 0;
  return {
    name: 'slack',
    sharedTarget: () => null,
    async deliver(outgoing) {
      if (outgoing.audience !== 'agent') throw new Error('There are only desks.');
      const desk = desks[outgoing.helpdeskChannel.desk];
      await desk?.pace.turn(outgoing.helpdeskChannel.desk, sequenceOf(outgoing.ticket) ?? 0);
      await desk?.went(outgoing);
      count += 1;
      return { messageId: outgoing.cardId ?? `message ${count}` };
    },
  };
}

/** Registers a channel and its desks. */
export function registerDesks(outbox: Outbox, desks: Readonly<Record<string, PacedDesk>>): void {
  outbox.register(pacedChannel(desks));
  outbox.registerDesks(Object.keys(desks).map(placeOf));
}
