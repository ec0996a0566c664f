/** What would call everyone of a channel, were it parsed. */
const BROADCAST = /@(?=(?:channel|here|everyone)\b)/gi;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text for the one place where Slack parses ours, the `text` of a message: it shows the same characters, and none of
 * them becomes a mention, a link or a broadcast. Blocks hold rich and plain text only, which are not parsed at all.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function escapeText(text: string): string {
  return text
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? '')
    .replace(BROADCAST, '@\u200b');
}
