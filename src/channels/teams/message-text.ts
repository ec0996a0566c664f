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
    text = text.replaceAll(mention.text, ofBot ? ' ' : (mention.mentioned.name ?? withoutTags(mention.text)));
  }
  if (activity.textFormat === 'xml' || activity.textFormat === 'html') text = decoded(withoutTags(text));
  return text.replace(/&nbsp;|\u00a0/g, ' ').trim();
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
