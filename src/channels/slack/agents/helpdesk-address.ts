import { z } from 'zod';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { HelpdeskChannel } from '../../../ports/message.ts';
import type { Where } from '../outbound/api.ts';

const addressSchema = z.object({
  channel: z.string().min(1),
  enterprise: z.string().min(1).nullish(),
});

/** A desk's place in Slack: a channel, usually a private one, in a workspace. */
export interface DeskAddress extends Where {
  readonly channel: string;
}

/**
 * Reads the address of a desk, `{ channel, enterprise? }`. Throws a `rejected` DeliveryError if it
 * isn't a Slack address.
 */
export function readDeskAddress({ desk, tenant, address }: HelpdeskChannel): DeskAddress {
  const read = addressSchema.safeParse(address).data;
  if (read === undefined) {
    throw new DeliveryError(
      'rejected',
      `The address of the desk ${desk} is not that of a channel in Slack`,
    );
  }
  return { team: tenant, enterprise: read.enterprise ?? null, channel: read.channel };
}
