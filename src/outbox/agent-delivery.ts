import { DeliveryError } from '../ports/delivery-error.ts';
import type { AgentMessage } from '../ports/message.ts';
import { type HelpdeskCard, helpdeskCard } from '../store/helpdesk-cards.ts';
import type { AgentItem, AgentJob } from '../store/jobs/message-job.ts';
import type { Delivery, DeliveryOptions, Parcel } from './delivery.ts';

/** A post keeps its place before those of later tickets while its channel waits this often. */
const ATTEMPTS_IN_PLACE = 3;

/** Posts of a ticket event in a desk, one after the other. */
export async function agentDelivery(
  { store, channels, log }: DeliveryOptions,
  data: AgentJob,
): Promise<Delivery> {
  const { desk, ticket } = data;
  const { card, isOutdated } = await helpdeskCard(store.db, data);
  let cardId = card?.messageId ?? null;
  return {
    fields: { desk, ticket },
    attemptsInPlace: ATTEMPTS_IN_PLACE,
    parcels: data.items
      .filter((item) => card === null || !isSuperseded(item, card, isOutdated))
      .map(parcelOf),
  };

  function parcelOf(item: AgentItem): Parcel {
    const { id, reply } = item;
    const post = { ticket, kind: reply.kind };
    return {
      key: { id, audience: 'agent', destination: desk, reply: reply.id, post },
      kind: reply.kind,
      async send() {
        const sent = await send(item);
        if (reply.kind === 'escalation') cardId = sent.messageId ?? cardId;
        return sent;
      },
      dropped: async () => {},
      content: { ...data, items: [item] },
    };
  }

  async function send(item: AgentItem) {
    const helpdeskChannel = channels.desk(desk);
    if (helpdeskChannel === null)
      throw new DeliveryError('unavailable', `The desk ${desk} is not set up.`);
    if (item.reply.kind === 'thread' && cardId === null)
      throw new DeliveryError('rejected', 'The card whose thread it belongs to was never posted.');
    const message: AgentMessage = { audience: 'agent', ...item, ticket, helpdeskChannel, cardId };
    try {
      return await channels.deliver(helpdeskChannel.channel, message);
    } catch (error) {
      if (!isGone(error) || cardId === null || item.reply.kind !== 'escalation') throw error;
      log.warn(
        { desk, ticket, outgoing: item.id },
        'outbox: ticket card missing from desk, posting again',
      );
      return channels.deliver(helpdeskChannel.channel, { ...message, cardId: null });
    }
  }
}

/**
 * Returns true if an update of an existing card isn't worth sending: a later job will update the
 * card anyway, or the card already shows a newer state, as when a dead letter is retried.
 */
function isSuperseded({ id, reply }: AgentItem, card: HelpdeskCard, isOutdated: boolean): boolean {
  return reply.kind === 'escalation' && (isOutdated || revisionIn(id) < revisionIn(card.post));
}

/** Reads the ticket revision at the end of a post's id: `<desk>/SP-1001.7`. */
function revisionIn(id: string): number {
  return Number(/\.(\d+)$/.exec(id)?.[1] ?? 0);
}

function isGone(error: unknown): boolean {
  return error instanceof DeliveryError && error.problem === 'gone';
}
