import { z } from 'zod';

const attachmentSchema = z.object({
  text: z.string().nullish().catch(null),
  fallback: z.string().nullish().catch(null),
});

interface Written {
  readonly text?: string | null | undefined;
  /** Of a message that was forwarded, or sent by an app. */
  readonly attachments?: readonly unknown[] | null | undefined;
}

/**
 * What a person wrote, as they see it: Slack's marks for mentions, links and escaped characters are undone, and the
 * mention of the bot is gone. Where the message only passes on another one, that one's words.
 */
export function messageText({ text, attachments }: Written, botUserId: string | null): string {
  const own = plain(text ?? '', botUserId);
  if (own !== '') return own;
  return (attachments ?? [])
    .map((attachment) => attachmentSchema.safeParse(attachment).data)
    .map((attachment) => plain(attachment?.text || attachment?.fallback || '', botUserId))
    .filter((words) => words !== '')
    .join('\n');
}

/** `<@U…>`, `<#C…|name>`, `<!here>`, `<https://…|title>`. https://docs.slack.dev/messaging/formatting-message-text */
const MARK = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

function plain(text: string, botUserId: string | null): string {
  const unmarked = text.replace(
    MARK,
    (_whole, sign: string, target: string, title: string | undefined) => {
      if (sign === '@') return target === botUserId ? ' ' : `@${title ?? target}`;
      if (sign === '#') return `#${title ?? target}`;
      if (sign === '!') return title ?? `@${target}`;
      return linkText(target, title);
    },
  );
  return decoded(unmarked)
    .replace(/```/g, '\n')
    .replace(/\u00a0/g, ' ')
    .trim();
}

/** Slack makes links of what looks like one: `contoso.com` and addresses are given back as they were typed. */
function linkText(url: string, title: string | undefined): string {
  if (title === undefined) return url.replace(/^mailto:/, '');
  return url
    .replace(/^(?:mailto:|https?:\/\/|tel:)/, '')
    .startsWith(title.replace(/^https?:\/\//, ''))
    ? title
    : `${title} (${url})`;
}

/** Slack escapes these three and no others. */
function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
