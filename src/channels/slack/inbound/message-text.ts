import { z } from 'zod';

const attachmentSchema = z.object({
  text: z.string().nullish().catch(null),
  fallback: z.string().nullish().catch(null),
});

interface Written {
  readonly text?: string | null | undefined;
  /** Of a forwarded message, or one sent by an app. */
  readonly attachments?: readonly unknown[] | null | undefined;
}

/**
 * Returns a message's text as its author sees it: without Slack's markup for mentions, links and
 * escaped characters, and without the mention of the bot. If the message only forwards another,
 * returns the forwarded text.
 */
export function messageText({ text, attachments }: Written, botUserId: string | null): string {
  const own = withoutMarkup(text ?? '', botUserId);
  if (own !== '') return own;
  return (attachments ?? [])
    .map((attachment) => attachmentSchema.safeParse(attachment).data)
    .map((attachment) => withoutMarkup(attachment?.text || attachment?.fallback || '', botUserId))
    .filter((words) => words !== '')
    .join('\n');
}

/** `<@U…>`, `<#C…|name>`, `<!here>`, `<https://…|title>`. https://docs.slack.dev/messaging/formatting-message-text */
const MARK = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

function withoutMarkup(text: string, botUserId: string | null): string {
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

/**
 * Slack turns text that looks like a link into one: `contoso.com` and addresses are restored as
 * typed.
 */
function linkText(url: string, title: string | undefined): string {
  if (title === undefined) return url.replace(/^mailto:/, '');
  return url
    .replace(/^(?:mailto:|https?:\/\/|tel:)/, '')
    .startsWith(title.replace(/^https?:\/\//, ''))
    ? title
    : `${title} (${url})`;
}

/** Slack escapes these three characters only. */
function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
