import { z } from 'zod';
import { DeliveryError } from '../../ports/delivery-error.ts';
import type { Address } from '../../ports/message.ts';
import { type TeamsActivity, tenantOf } from './inbound/activity.ts';

const accountSchema = z.object({ id: z.string(), name: z.string() });

/**
 * A Bot Framework conversation reference as stored with a conversation; '' for anything Teams
 * didn't name.
 */
const referenceSchema = z.object({
  serviceUrl: z.string().min(1),
  channelId: z.string().min(1),
  locale: z.string().exactOptional(),
  conversation: z.object({
    id: z.string().min(1),
    isGroup: z.boolean(),
    name: z.string(),
    conversationType: z.string(),
    tenantId: z.string().exactOptional(),
  }),
  bot: accountSchema,
  user: accountSchema,
});

export type TeamsReference = z.infer<typeof referenceSchema>;

/** Returns the address at which the activity's conversation can be reached later. */
export function addressOf(activity: TeamsActivity): TeamsReference {
  const { conversation } = activity;
  const tenantId = tenantOf(activity);
  return {
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
    ...(activity.locale ? { locale: activity.locale } : {}),
    conversation: {
      id: conversation.id,
      isGroup: conversation.isGroup === true,
      name: '',
      conversationType: conversation.conversationType ?? '',
      ...(tenantId ? { tenantId } : {}),
    },
    bot: account(activity.recipient),
    user: account(activity.from),
  };
}

/** Reads a stored address. Throws a `rejected` DeliveryError if it isn't a Teams address. */
export function readAddress(address: Address): TeamsReference {
  const parsed = referenceSchema.safeParse(address);
  if (!parsed.success) {
    throw new DeliveryError(
      'rejected',
      'The stored address of the conversation is not a Teams address',
    );
  }
  return parsed.data;
}

function account({ id, name }: TeamsActivity['from']): TeamsReference['bot'] {
  return { id, name: name ?? '' };
}
