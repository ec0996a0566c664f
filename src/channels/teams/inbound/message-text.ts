import { z } from 'zod';
import type { TeamsActivity } from './activity.ts';

const mentionSchema = z.object({
  type: z.literal('mention'),
  text: z.string().min(1),
  mentioned: z.object({ id: z.string(), name: z.string().nullish().catch(null) }),
});

/** What a person wrote, without the mention of the bot; others who are mentioned stay, by name. */
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

/** The text of what Teams wrote as markup. */
export function textOfMarkup(markup: string): string {
  return spaced(decoded(withoutTags(markup)));
}

function spaced(text: string): string {
  return text.replace(/&nbsp;|\u00a0/g, ' ').trim();
}

/** The people mentioned in a message, the bot left out, by how they stand in its text. */
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

/** Only for text that was markup: in plain text, `&lt;` is what the person typed. */
function decoded(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
