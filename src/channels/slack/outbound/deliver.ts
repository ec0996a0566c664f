import { renderCard } from '../../../cards/requester/render-card.ts';
import type { Reply } from '../../../conversation/reply.ts';
import type { Log } from '../../../diagnostics/log.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import type { RequesterMessage } from '../../../ports/message.ts';
import { readAddress, type SlackAddress } from '../../../store/slack/address.ts';
import { moveConversation } from '../../../store/slack/conversations.ts';
import type { Store } from '../../../store/store.ts';
import { type SlackMessage, toMessages } from '../render/render-message.ts';
import { slackErrorName } from './delivery-problem.ts';
import type { DirectMessages } from './direct-messages.ts';
import { invitation } from './dm-redirect.ts';
import { type MessageRef, readRef, writeRef } from './message-ref.ts';
import { type Poster, postAll, replace } from './posting.ts';

export interface Sender extends Poster {
  readonly store: Pick<Store, 'db'>;
  readonly directMessages: DirectMessages;
  readonly log: Log;
}

/**
 * Sends a reply as one or more messages, or updates those sent before. Rejects with a
 * DeliveryError.
 */
export async function deliver(
  sender: Sender,
  outgoing: RequesterMessage,
): Promise<{ messageId: string | null }> {
  const address = readAddress(outgoing.address);
  if (outgoing.decided !== null) return mend(sender, outgoing, address);
  const messages = messagesOf(outgoing);
  if (address.direct || !hasPersonalContent(outgoing.reply)) {
    const ts = await postAll(sender, outgoing.id, address, messages);
    return sent(sender, outgoing, { channel: address.channel, ts });
  }
  const channel = await sender.directMessages(address);
  const own: SlackAddress = { ...address, channel, thread: null, direct: true };
  const ts = await postAll(sender, outgoing.id, own, messages);
  // From now on, their direct messages belong to this conversation.
  await moveConversation(sender.store.db, outgoing.conversation, own);
  await invite(sender, outgoing, address, own);
  return sent(sender, outgoing, { channel, ts });
}

/**
 * Returns true for personal content: the person's identity, their machine's data, their tickets.
 */
function hasPersonalContent(reply: Reply): boolean {
  switch (reply.kind) {
    case 'evidence':
    case 'review':
    case 'sent':
    case 'ticket-news':
    case 'solved-question':
    case 'rating':
      return true;
    case 'status':
      return reply.status.tickets.length > 0;
    default:
      return false;
  }
}

function messagesOf({ reply, decided }: RequesterMessage): readonly SlackMessage[] {
  return toMessages(renderCard(reply, { decided }), reply.locale);
}

function sent(
  { begun }: Sender,
  { id, conversation }: RequesterMessage,
  ref: MessageRef,
): { messageId: string } {
  begun.delete(id);
  return { messageId: writeRef(ref, conversation) };
}

/**
 * Posts one line in the thread that links to the direct messages. If that fails, the card itself
 * was still sent.
 */
async function invite(
  sender: Sender,
  { id, reply }: RequesterMessage,
  address: SlackAddress,
  own: SlackAddress,
) {
  try {
    await postAll(sender, `${id} invitation`, address, [invitation(own, reply.locale)]);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    if (error.problem === 'throttled' || error.problem === 'unavailable') throw error;
    sender.log.warn(
      { channel: 'slack', outgoing: id, reason: error.message },
      'slack thread invitation not delivered',
    );
  }
  sender.begun.delete(`${id} invitation`);
}

/**
 * Slack's error names for a message that can't be changed anymore; no one would look at it either.
 */
const UNCHANGEABLE = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'thread_locked',
]);

/** Updates the messages of an answered card in place, and deletes those it no longer needs. */
async function mend(
  sender: Sender,
  outgoing: RequesterMessage,
  address: SlackAddress,
): Promise<{ messageId: string | null }> {
  // Without an id there is no message to update, and a second, dead card would only confuse.
  const { messageId, conversation } = outgoing;
  const ref = messageId === null ? null : readRef(messageId, conversation);
  if (ref === null) return { messageId: null };
  const messages = messagesOf(outgoing);
  const sentTo = { ...address, channel: ref.channel };
  for (const [index, ts] of ref.ts.entries()) {
    await unlessUnchangeable(sender, outgoing, () => replace(sender, sentTo, ts, messages[index]));
  }
  const rest = messages.slice(ref.ts.length);
  const thread = ref.channel === address.channel ? address.thread : null;
  if (rest.length > 0) await postAll(sender, outgoing.id, { ...sentTo, thread }, rest);
  sender.begun.delete(outgoing.id);
  return { messageId };
}

async function unlessUnchangeable(
  { log }: Sender,
  { id }: RequesterMessage,
  change: () => Promise<void>,
): Promise<void> {
  try {
    await change();
  } catch (error) {
    const name = slackErrorName(error);
    if (name === null || !UNCHANGEABLE.has(name)) throw error;
    log.info({ channel: 'slack', outgoing: id, reason: name }, 'slack answered card not updated');
  }
}
