import { z } from 'zod';
import { parseJson } from '../inbound/parse-json.ts';

/** The messages that carried one reply, in order. */
export interface MessageRef {
  readonly channel: string;
  /** At least one `ts`: Slack's id of a message within its channel. */
  readonly ts: readonly string[];
}

const refSchema = z.object({ channel: z.string(), ts: z.array(z.string()).min(1) });

/**
 * Returns the id stored for a reply: the `ts`, or JSON if it took several messages or wasn't sent
 * to its conversation's channel.
 */
export function writeRef(ref: MessageRef, conversation: string): string {
  const [first = '', ...more] = ref.ts;
  return more.length === 0 && ref.channel === channelIn(conversation) ? first : JSON.stringify(ref);
}

/** Reads such an id; returns null if it isn't ours. */
export function readRef(messageId: string, conversation: string): MessageRef | null {
  if (!messageId.startsWith('{')) return { channel: channelIn(conversation), ts: [messageId] };
  return refSchema.safeParse(parseJson(messageId)).data ?? null;
}

/** Returns the channel in a conversation's key, `slack:<team>:<channel>…`. */
function channelIn(conversation: string): string {
  return conversation.split(':')[2] ?? '';
}
