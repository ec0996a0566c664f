import { z } from 'zod';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { HelpdeskChannel } from '../../../ports/message.ts';
import type { TeamsReference } from '../address.ts';
import { type TeamsActivity, tenantOf } from '../inbound/activity.ts';

/** Address of a desk in Teams. */
const addressSchema = z.object({
  /** Id of the channel, `19:…@thread.tacv2`. */
  channel: z.string().min(1),
  /** Null if it is to be learned from incoming activities. */
  serviceUrl: z.string().min(1).nullish(),
});

/** A desk in Teams, with its parsed address. */
export interface TeamsHelpdeskChannel {
  readonly helpdeskChannel: HelpdeskChannel;
  readonly channel: string;
  readonly serviceUrl: string | null;
}

/**
 * Reads a desk's address, `{ channel, serviceUrl? }`.
 * @throws DeliveryError `rejected` if it isn't a Teams address.
 */
export function readDeskAddress(helpdeskChannel: HelpdeskChannel): TeamsHelpdeskChannel {
  const address = addressSchema.safeParse(helpdeskChannel.address).data;
  if (address === undefined) {
    throw new DeliveryError(
      'rejected',
      `The address of the desk ${helpdeskChannel.desk} is not that of a channel in Teams`,
    );
  }
  return { helpdeskChannel, channel: address.channel, serviceUrl: address.serviceUrl ?? null };
}

/**
 * Finds the desk of the channel an activity comes from; null if there is none, or if the same
 * channel id is in another tenant.
 */
export function helpdeskChannelAt(
  teamsChannels: readonly TeamsHelpdeskChannel[],
  activity: TeamsActivity,
): TeamsHelpdeskChannel | null {
  const [channel] = activity.conversation.id.split(';');
  const tenant = tenantOf(activity);
  return (
    teamsChannels.find(
      (each) => each.channel === channel && each.helpdeskChannel.tenant === tenant,
    ) ?? null
  );
}

/**
 * Returns the first message of an activity's thread; null for the start of a thread, and in chats.
 */
export function rootMessageOf({ id, conversation }: TeamsActivity): string | null {
  const root = messageIn(conversation.id);
  return root === id ? null : root;
}

/** Returns the message id in a thread's id, `19:…@thread.tacv2;messageid=…`. */
export function messageIn(conversationId: string): string | null {
  return /;messageid=([\w-]+)$/.exec(conversationId)?.[1] ?? null;
}

/**
 * Returns what botbuilder needs to send to a channel or, with `root`, to the thread under a message
 * in it.
 */
export function referenceTo(
  { helpdeskChannel, channel }: TeamsHelpdeskChannel,
  root: string | null,
  { appId, serviceUrl }: { readonly appId: string; readonly serviceUrl: string },
): TeamsReference {
  return {
    serviceUrl,
    channelId: 'msteams',
    locale: helpdeskChannel.locale,
    conversation: {
      id: root === null ? channel : `${channel};messageid=${root}`,
      isGroup: true,
      name: '',
      conversationType: 'channel',
      tenantId: helpdeskChannel.tenant,
    },
    bot: { id: `28:${appId}`, name: '' },
    user: { id: '', name: '' },
  };
}
