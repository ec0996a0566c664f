import { z } from 'zod';
import type { Address } from '../../ports/channel.ts';
import { DeliveryError } from '../../ports/channel.ts';

const addressSchema = z.object({
  team: z.string().min(1),
  enterprise: z.string().nullable(),
  channel: z.string().min(1),
  thread: z.string().nullable(),
  user: z.string().min(1),
  direct: z.boolean(),
});

/** Where a conversation takes place, as it is stored with it. */
export interface SlackAddress {
  /** Id of the workspace (`T…`), even where the app is installed for a whole organization. */
  readonly team: string;
  /** Id of the organization (`E…`) where it has one. */
  readonly enterprise: string | null;
  /** Id of the channel (`C…`, `G…`) or of the direct messages (`D…`). */
  readonly channel: string;
  /** The `ts` of the message a thread hangs on; null in direct messages. */
  readonly thread: string | null;
  /** Id of the person (`U…`, `W…`) whose conversation it is. */
  readonly user: string;
  /** True for direct messages: nobody else reads along. */
  readonly direct: boolean;
}

/** Reads a stored address back. Throws a `rejected` DeliveryError where it is none of ours. */
export function readAddress(address: Address): SlackAddress {
  const parsed = addressSchema.safeParse(address);
  if (!parsed.success) {
    throw new DeliveryError(
      'rejected',
      'The stored address of the conversation is not a Slack address',
    );
  }
  return parsed.data;
}

/**
 * `slack:<team>:<channel>` for direct messages; in a channel also the thread and the person, because two people in one
 * thread have two problems.
 */
export function conversationKey({ team, channel, thread, user, direct }: SlackAddress): string {
  return direct ? `slack:${team}:${channel}` : `slack:${team}:${channel}:${thread ?? '-'}:${user}`;
}

/** `slack:<team>:<channel>` for a thread in a channel, whose pace all threads there share; null in direct messages. */
export function sharedTarget(conversation: string): string | null {
  const [platform, team, channel, thread] = conversation.split(':');
  return thread === undefined ? null : `${platform}:${team}:${channel}`;
}

/** Somebody of a workspace. */
export interface Who {
  /** T… */
  readonly team: string;
  /** E…, null outside organizations. */
  readonly enterprise: string | null;
  /** U… or W… */
  readonly user: string;
}
