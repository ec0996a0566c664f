import type { Activity } from 'botbuilder';
import type { Locale } from '../../../i18n/locale.ts';
import { DeliveryError } from '../../../ports/delivery-error.ts';
import { TEAMS_LIMITS } from '../limits.ts';

/** Attachment content type of an Adaptive Card in Teams. */
export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/**
 * Returns a message with a card and its notification text.
 * @throws DeliveryError `rejected` if it is larger than Teams takes.
 */
export function cardMessage(
  { card, text }: { readonly card: object; readonly text: string },
  locale: Locale,
): Partial<Activity> {
  const activity = {
    type: 'message',
    locale,
    // Shown in notifications and read aloud; as `text` it would appear a second time, above the
    // card.
    summary: shortened(text),
    attachments: [{ contentType: CARD_TYPE, content: card }],
  };
  refuseOversize(activity);
  return activity;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const most = TEAMS_LIMITS.summaryCharacters;
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
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
