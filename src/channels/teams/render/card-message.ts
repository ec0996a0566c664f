import type { Activity } from 'botbuilder';
import type { Locale } from '../../../i18n/locale.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import { TEAMS_LIMITS } from '../limits.ts';

/** Attachment content type of an Adaptive Card in Teams. */
export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/**
 * Returns a message with a card. Its `summary` is the text of its notification, which is also read
 * aloud: https://learn.microsoft.com/azure/bot-service/bot-service-activities-entities
 * @throws DeliveryError `rejected` if it is larger than Teams takes.
 */
export function cardMessage(
  { card, summary }: { readonly card: object; readonly summary: string },
  locale: Locale,
): Partial<Activity> {
  const activity = {
    type: 'message',
    locale,
    // As `text` it would appear a second time, above the card.
    summary,
    attachments: [{ contentType: CARD_TYPE, content: card }],
  };
  refuseOversize(activity);
  return activity;
}

/** Teams counts UTF-16, two bytes per unit. */
function refuseOversize(activity: Partial<Activity>): void {
  const bytes = JSON.stringify(activity).length * 2;
  if (bytes <= TEAMS_LIMITS.messageBytes) return;
  throw new DeliveryError(
    'rejected',
    `The message is ${Math.ceil(bytes / 1024)} KB in UTF-16; Teams takes ${TEAMS_LIMITS.messageBytes / 1024} KB`,
  );
}
