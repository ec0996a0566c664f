import type { Activity, CloudAdapter } from 'botbuilder';
import { renderCard } from '../../cards/render-card.ts';
import { DeliveryError, type Outgoing } from '../channel.ts';
import { readAddress } from './address.ts';
import { TEAMS_LIMITS } from './limits.ts';
import type { Pace } from './pacing.ts';

export interface Sender {
  readonly adapter: CloudAdapter;
  readonly appId: string;
  readonly pace: Pace;
}

/** Sends a reply as a card, or mends the one sent before. Rejects with a DeliveryError. */
export async function deliver(sender: Sender, outgoing: Outgoing): Promise<{ messageId: string | null }> {
  // Without an id there is no message to mend, and a second, dead card would only confuse.
  if (outgoing.decided !== null && outgoing.messageId === null) return { messageId: null };
  const reference = readAddress(outgoing.address);
  const activity = toActivity(outgoing);
  refuseOversize(activity);
  await sender.pace(reference.conversation.id);

  let messageId = outgoing.messageId;
  await sender.adapter.continueConversationAsync(sender.appId, reference, async (context) => {
    // botbuilder makes an id up here, and would reply to a message that is not there.
    delete context.activity.id;
    if (outgoing.decided !== null && messageId !== null) {
      await context.updateActivity({ ...activity, id: messageId });
      return;
    }
    const sent = await context.sendActivity(activity);
    messageId = sent?.id || null;
  });
  return { messageId };
}

function toActivity({ reply, decided }: Outgoing): Partial<Activity> {
  const { card, text } = renderCard(reply, { decided });
  return {
    type: 'message',
    locale: reply.locale,
    // Shown in notifications and read out; as `text` it would stand above the card a second time.
    summary: shortened(text),
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const most = TEAMS_LIMITS.summaryCharacters;
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
}

/** Teams counts UTF-16, two bytes a unit. */
function refuseOversize(activity: Partial<Activity>): void {
  const bytes = JSON.stringify(activity).length * 2;
  if (bytes <= TEAMS_LIMITS.messageBytes) return;
  throw new DeliveryError(
    'rejected',
    `The message is ${Math.ceil(bytes / 1024)} KB in UTF-16; Teams takes ${TEAMS_LIMITS.messageBytes / 1024} KB`,
  );
}
