import { z } from 'zod';

/** The messages that carried one reply, in their order. */
export interface MessageRef {
  readonly channel: string;
  /** At least one `ts`: Slack's id of a message within its channel. */
  readonly ts: readonly string[];
}

const refSchema = z.object({ channel: z.string(), ts: z.array(z.string()).min(1) });

/**
 * The id that is kept for a reply: the `ts`, or JSON where it took several messages or was not sent to the channel of
 * its conversation.
 */
export function writeRef(ref: MessageRef, conversation: string): string {
  const [first = '', ...more] = ref.ts;
  return more.length === 0 && ref.channel === channelIn(conversation) ? first : JSON.stringify(ref);
}

/** Reads such an id; null where it is none of ours. */
export function readRef(messageId: string, conversation: string): MessageRef | null {
  if (!messageId.startsWith('{')) return { channel: channelIn(conversation), ts: [messageId] };
  try {
    return refSchema.safeParse(JSON.parse(messageId)).data ?? null;
  } catch {
    return null;
  }
}

/** The channel in a conversation's key, `slack:<team>:<channel>…`. */
function channelIn(conversation: string): string {
  return conversation.split(':')[2] ?? '';
}
