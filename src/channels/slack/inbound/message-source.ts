import type { MessageSource } from '../../../conversation/event.ts';
import type { SlackAddress, Who } from '../../../store/slack/address.ts';
import type { Permalinks } from '../outbound/permalinks.ts';
import { isDirect, type QuotedPlace, type SlackPlace } from './inbound-event.ts';

/** Returns where a message is that a shortcut was used on; null for direct messages. */
export function quotedPlace(
  channel: string,
  {
    ts,
    thread_ts: thread,
  }: { readonly ts: string; readonly thread_ts?: string | null | undefined },
): QuotedPlace | null {
  return isDirect(channel) ? null : { channel, ts, thread: thread ?? ts };
}

/** Returns the message that an event in a channel begins with; null in direct messages. */
export function placeAsQuoted({ channel, thread, direct }: SlackPlace): QuotedPlace | null {
  return direct || thread === null ? null : { channel, ts: thread, thread };
}

/** Returns a message in a channel as the source of a ticket: its address, and its thread. */
export async function sourceAt(
  permalinks: Permalinks,
  who: Who,
  { channel, ts, thread }: QuotedPlace,
): Promise<MessageSource> {
  const address: SlackAddress = { ...who, channel, thread, direct: false };
  return { url: await permalinks(who, channel, ts), address: { ...address } };
}
