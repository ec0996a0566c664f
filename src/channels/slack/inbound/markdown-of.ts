import { isRecord } from '../../../cards/shared/card.ts';
import { markdownLink } from '../../../cards/shared/reply-markup.ts';

/** Slack's markup for code, links and mentions, and for bold text and text in italics. */
const MRKDWN =
  /(?<code>```[\s\S]+?```|`[^`\n]+`)|<(?<sign>[@#!]?)(?<target>[^<>|]*)(?:\|(?<label>[^<>]*))?>|(?<![\p{L}\p{N}*])\*(?<bold>(?=[^\s*])[^*\n]*?(?<=[^\s*]))\*(?![\p{L}\p{N}*])/gu;

/**
 * Returns text in Slack's own markup as Markdown. Mentions become names, so nobody is called on.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function markdownOfMrkdwn(text: string): string {
  const marked = text.replace(MRKDWN, (...match: readonly unknown[]) => {
    const groups = match.at(-1);
    if (!isRecord(groups)) return String(match[0]);
    const { code, sign, target, label, bold } = groups;
    if (typeof code === 'string') return fenced(code);
    if (typeof bold === 'string') return `**${bold}**`;
    const shown = typeof label === 'string' ? label : String(target);
    if (sign === '@' || sign === '!') return `@${shown.replace(/^@/, '')}`;
    return sign === '#' ? `#${shown}` : link(String(target), shown);
  });
  return decoded(marked).replaceAll('\u00a0', ' ').trim();
}

/** A block of code has lines of its own. */
function fenced(code: string): string {
  if (!code.startsWith('```')) return code;
  return `\n\`\`\`\n${code.slice(3, -3).replace(/^\n|\n$/g, '')}\n\`\`\`\n`;
}

/** Slack makes links of what looks like one, such as `contoso.com`. */
function link(url: string, label: string): string {
  if (label === url || url.replace(/^(?:https?:\/\/|mailto:|tel:)/, '') === label)
    return url.startsWith('http') && label === url ? url : label;
  return markdownLink(label.replace(/[[\]]/g, ''), url);
}

/** Slack escapes these three characters only. */
function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
