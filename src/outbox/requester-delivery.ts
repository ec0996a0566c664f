import type { Job } from 'pg-boss';
import type { Log } from '../diagnostics/log.ts';
import type { Delivered } from '../ports/channel.ts';
import { DeliveryError } from '../ports/delivery-error.ts';
import { loadAddress } from '../store/conversations.ts';
import type { RequesterItem, RequesterJob } from '../store/jobs/message-job.ts';
import { messageIdsOf } from '../store/messages.ts';
import type { Delivery, DeliveryOptions, Parcel } from './delivery.ts';

/** Replies to a requester, one after the other. */
export async function requesterDelivery(
  { store, channels, onDropped, log }: DeliveryOptions,
  data: RequesterJob,
  { retryCount }: Pick<Job, 'retryCount'>,
): Promise<Delivery> {
  const { conversation, channel, items } = data;
  const known = retryCount > 0 && !data.elsewhere ? null : data.address;
  const address = known ?? (await loadAddress(store.db, conversation));
  const messageIds = await messageIdsOf(store.db, repliesToUpdate(items));
  return {
    fields: { conversation, channel },
    attemptsInPlace: 1,
    parcels: items.map(parcelOf),
  };

  function parcelOf(item: RequesterItem): Parcel {
    const { id, reply, decided } = item;
    return {
      key: { id, audience: 'requester', destination: conversation, reply: reply.id, post: null },
      kind: reply.kind,
      async send() {
        channels.expect(channel);
        if (address === null) throw new DeliveryError('gone', NO_ADDRESS);
        const messageId = (decided && messageIds.get(reply.id)) ?? null;
        const send = () =>
          channels.deliver(channel, {
            audience: 'requester',
            ...item,
            conversation,
            address,
            messageId,
          });
        const sent = await (data.elsewhere ? unlessClosed(send, log) : send());
        if (decided === null) messageIds.set(reply.id, sent.messageId);
        return sent;
      },
      dropped: () => onDropped(conversation, item),
      content: { ...data, address: data.elsewhere ? address : null, items: [item] },
    };
  }
}

const NO_ADDRESS = 'Where the conversation can be reached is not known any more.';

/** A thread elsewhere may be closed to Signpost, and its people miss nothing that is theirs. */
async function unlessClosed(send: () => Promise<Delivered>, log: Log): Promise<Delivered> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    if (error.problem === 'throttled' || error.problem === 'unavailable') throw error;
    log.info({ reason: error.message }, 'outbox: thread of a ticket not reachable');
    return { messageId: null };
  }
}

function repliesToUpdate(items: readonly RequesterItem[]): readonly string[] {
  return items.filter(({ decided }) => decided !== null).map(({ reply }) => reply.id);
}
