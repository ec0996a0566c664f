import type { Pace } from '../../src/concurrency/rate-limit.ts';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { HelpdeskChannel, HelpdeskMessage, HelpdeskPoster } from '../../src/ports/channel.ts';
import type { HelpdeskPostItem, HelpdeskPostJob } from '../../src/store/jobs/helpdesk-post-job.ts';
import type { Store } from '../../src/store/store.ts';
import { sequenceOf } from '../../src/tickets/number.ts';
import { sampleDeskReplies } from './sample-desk-replies.ts';

const samples = sampleDeskReplies('en');

/**
 * What an event of a ticket posts in a desk: its card and, but for the first, a line in its thread.
 */
export function jobOf(desk: string, ticket: string, revision: number): HelpdeskPostJob {
  const posts = revision === 1 ? (['escalation'] as const) : (['escalation', 'thread'] as const);
  return { desk, ticket, items: posts.map((kind) => itemOf(desk, ticket, revision, kind)) };
}

function itemOf(
  desk: string,
  ticket: string,
  revision: number,
  kind: 'escalation' | 'thread',
): HelpdeskPostItem {
  const sample = samples.find((reply) => reply.kind === kind);
  if (sample?.kind !== 'escalation' && sample?.kind !== 'thread')
    throw new Error(`There is no sample ${kind}.`);
  const id = `${ticket}.${revision}${kind === 'thread' ? '.line' : ''}`;
  return { id: `${desk}/${id}`, reply: { ...sample, id, number: ticket } };
}

/** Puts down what is to be posted, as turns do. */
export async function put(
  store: Store,
  outbox: Outbox,
  posts: readonly HelpdeskPostJob[],
): Promise<void> {
  await store.db
    .transaction()
    .execute((trx) =>
      outbox.enqueue(trx, { inbound: null, said: null, tickets: [], posts: [...posts] }),
    );
  outbox.kick();
}

export function placeOf(desk: string): HelpdeskChannel {
  return { desk, channel: 'slack', tenant: 'T1', address: { channel: `C-${desk}` }, locale: 'en' };
}

/**
 * A desk's channel that keeps a pace as those of Slack and Teams do; `went` hears of each post as
 * it is made.
 */
export function pacedDesk(
  pace: Pick<Pace, 'turn'>,
  went: (outgoing: HelpdeskMessage) => Promise<void> | void,
): HelpdeskPoster {
  let count = 0;
  return {
    name: 'slack',
    async post(outgoing) {
      await pace.turn(outgoing.place.desk, sequenceOf(outgoing.ticket) ?? 0);
      await went(outgoing);
      count += 1;
      return { messageId: outgoing.cardId ?? `message ${count}` };
    },
  };
}
