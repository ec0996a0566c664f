import { z } from 'zod';
import { DeliveryError, type HelpdeskChannel } from '../../../ports/channel.ts';
import type { TeamsReference } from '../address.ts';
import { type TeamsActivity, tenantOf } from '../inbound/activity.ts';

/** Where a desk is in Teams. */
const addressSchema = z.object({
  /** Id of the channel, `19:…@thread.tacv2`. */
  channel: z.string().min(1),
  /** Null where it is to be learned from what Teams sends. */
  serviceUrl: z.string().min(1).nullish(),
});

/** A desk in Teams, with its address read. */
export interface TeamsHelpdeskChannel {
  readonly place: HelpdeskChannel;
  readonly channel: string;
  readonly serviceUrl: string | null;
}

/**
 * Reads the address of a desk, `{ channel, serviceUrl? }`.
 * @throws DeliveryError `rejected` where it is none of Teams.
 */
export function readPlace(place: HelpdeskChannel): TeamsHelpdeskChannel {
  const address = addressSchema.safeParse(place.address).data;
  if (address === undefined) {
    throw new DeliveryError(
      'rejected',
      `The address of the desk ${place.desk} is not that of a channel in Teams`,
    );
  }
  return { place, channel: address.channel, serviceUrl: address.serviceUrl ?? null };
}

/** The desk whose channel an activity comes from; null elsewhere, and for the same id in another tenant. */
export function placeOf(
  places: readonly TeamsHelpdeskChannel[],
  activity: TeamsActivity,
): TeamsHelpdeskChannel | null {
  const [channel] = activity.conversation.id.split(';');
  const tenant = tenantOf(activity);
  return places.find((each) => each.channel === channel && each.place.tenant === tenant) ?? null;
}

/** The message whose thread an activity was written in; null at the beginning of one, and in chats. */
export function rootMessageOf({ id, conversation }: TeamsActivity): string | null {
  const root = messageIn(conversation.id);
  return root === id ? null : root;
}

/** The message in the id of a thread, `19:…@thread.tacv2;messageid=…`. */
export function messageIn(conversationId: string): string | null {
  return /;messageid=([\w-]+)$/.exec(conversationId)?.[1] ?? null;
}

/** What botbuilder needs to know to speak in a channel, or with `root` in the thread under a message of it. */
export function referenceTo(
  { place, channel }: TeamsHelpdeskChannel,
  root: string | null,
  { appId, serviceUrl }: { readonly appId: string; readonly serviceUrl: string },
): TeamsReference {
  return {
    serviceUrl,
    channelId: 'msteams',
    locale: place.locale,
    conversation: {
      id: root === null ? channel : `${channel};messageid=${root}`,
      isGroup: true,
      name: '',
      conversationType: 'channel',
      tenantId: place.tenant,
    },
    bot: { id: `28:${appId}`, name: '' },
    user: { id: '', name: '' },
  };
}
