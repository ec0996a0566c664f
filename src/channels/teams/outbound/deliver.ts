import type { CloudAdapter, TurnContext } from 'botbuilder';
import { renderCard } from '../../../cards/requester/render-card.ts';
import { inTurn, type Pace } from '../../../concurrency/rate-limit.ts';
import type { RequesterMessage } from '../../../ports/message.ts';
import { readAddress } from '../address.ts';
import { cardMessage } from '../render/card-message.ts';

export interface Sender {
  readonly adapter: CloudAdapter;
  readonly appId: string;
  readonly pace: Pace;
}

/** Sends a reply as a card, or updates the card sent before. Rejects with a DeliveryError. */
export async function deliver(
  sender: Sender,
  outgoing: RequesterMessage,
): Promise<{ messageId: string | null }> {
  // Without an id there is no message to update, and a second, inactive card would only confuse.
  if (outgoing.decided !== null && outgoing.messageId === null) return { messageId: null };
  const reference = readAddress(outgoing.address);
  const { reply, decided } = outgoing;
  const activity = cardMessage(renderCard(reply, { decided }), reply.locale);
  let messageId = outgoing.messageId;
  const send = async (context: TurnContext) => {
    // botbuilder makes up an id here and would reply to a message that doesn't exist.
    delete context.activity.id;
    if (outgoing.decided !== null && messageId !== null) {
      await context.updateActivity({ ...activity, id: messageId });
      return;
    }
    const sent = await context.sendActivity(activity);
    messageId = sent?.id || null;
  };
  await inTurn(sender.pace, { target: reference.conversation.id }, () =>
    sender.adapter.continueConversationAsync(sender.appId, reference, send),
  );
  return { messageId };
}
