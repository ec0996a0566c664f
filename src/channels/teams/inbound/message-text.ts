import { z } from 'zod';
import type { TeamsActivity } from './activity.ts';

const mentionSchema = z.object({
  type: z.literal('mention'),
  text: z.string().min(1),
  mentioned: z.object({ id: z.string(), name: z.string().nullish().catch(null) }),
});

/** Returns what a person wrote, without the mention of the bot; other mentions stay, by name. */
export function messageText(activity: TeamsActivity): string {
  let text = activity.text ?? '';
  for (const entity of activity.entities ?? []) {
    const mention = mentionSchema.safeParse(entity).data;
    if (mention === undefined) continue;
    const ofBot = mention.mentioned.id === activity.recipient.id;
    text = text.replaceAll(mention.text, ofBot ? ' ' : shownAs(mention));
  }
  if (activity.textFormat === 'xml' || activity.textFormat === 'html') return textOfMarkup(text);
  return spaced(text);
}

/** Returns true if a message mentions the bot. */
export function isMentioned({ entities, recipient }: TeamsActivity): boolean {
  return (entities ?? []).some(
    (entity) => mentionSchema.safeParse(entity).data?.mentioned.id === recipient.id,
  );
}

/** Returns the plain text of Teams markup. */
export function textOfMarkup(markup: string): string {
  return spaced(decoded(withoutTags(markup)));
}

function spaced(text: string): string {
  return text.replace(/&nbsp;|\u00a0/g, ' ').trim();
}

/**
 * Returns the people mentioned in a message, except the bot, keyed by how they appear in its text.
 */
export function mentionsIn(
  activity: TeamsActivity,
): readonly { readonly id: string; readonly written: string }[] {
  return (activity.entities ?? []).flatMap((entity) => {
    const mention = mentionSchema.safeParse(entity).data;
    if (mention === undefined || mention.mentioned.id === activity.recipient.id) return [];
    return [{ id: mention.mentioned.id, written: shownAs(mention) }];
  });
}

function shownAs({ mentioned, text }: z.infer<typeof mentionSchema>): string {
  return mentioned.name ?? withoutTags(text);
}

function withoutTags(text: string): string {
  return text.replace(/<(?:br|\/p|\/div)\b[^<>]*>/gi, '\n').replace(/<[^<>]*>/g, '');
}

/** Only for text that was markup: in plain text, the person typed `&lt;` literally. */
function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
