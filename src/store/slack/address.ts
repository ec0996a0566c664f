import { z } from 'zod';
import { DeliveryError } from '../../ports/delivery-error.ts';
import type { Address } from '../../ports/message.ts';

const addressSchema = z.object({
  team: z.string().min(1),
  enterprise: z.string().nullable(),
  channel: z.string().min(1),
  thread: z.string().nullable(),
  user: z.string().min(1),
  direct: z.boolean(),
});

/** Address of a conversation, stored with it. */
export interface SlackAddress {
  /** Id of the workspace (`T…`), even if the app is installed for a whole organization. */
  readonly team: string;
  /** Id of the organization (`E…`), if any. */
  readonly enterprise: string | null;
  /** Id of the channel (`C…`, `G…`) or of the direct messages (`D…`). */
  readonly channel: string;
  /** The `ts` of the thread's parent message; null in direct messages. */
  readonly thread: string | null;
  /** Id of the person (`U…`, `W…`) the conversation belongs to. */
  readonly user: string;
  /** True for direct messages, which no one else can read. */
  readonly direct: boolean;
}

/** Parses a stored address. Throws a `rejected` DeliveryError if it isn't a Slack address. */
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
 * `slack:<team>:<channel>` for direct messages; in a channel also the thread and the person,
 * because two people in one thread have two different problems.
 */
export function conversationKey({ team, channel, thread, user, direct }: SlackAddress): string {
  return direct ? `slack:${team}:${channel}` : `slack:${team}:${channel}:${thread ?? '-'}:${user}`;
}

/**
 * Returns `slack:<team>:<channel>` for a thread in a channel, because all its threads share one
 * rate limit; null in direct messages.
 */
export function sharedTarget(conversation: string): string | null {
  const [platform, team, channel, thread] = conversation.split(':');
  return thread === undefined ? null : `${platform}:${team}:${channel}`;
}

/** A person in a workspace. */
export interface Who {
  /** Id of the workspace (`T…`). */
  readonly team: string;
  /** Id of the organization (`E…`); null if there is none. */
  readonly enterprise: string | null;
  /** Id of the person (`U…` or `W…`). */
  readonly user: string;
}
