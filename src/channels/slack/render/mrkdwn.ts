/** Text that would notify everyone in a channel if parsed. */
const BROADCAST = /@(?=(?:channel|here|everyone)\b)/gi;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Escapes a text for the only place where Slack parses ours, the `text` of a message: it shows the
 * same characters, and none becomes a mention, a link or a broadcast. Blocks hold only rich and
 * plain text, which aren't parsed at all. https://docs.slack.dev/messaging/formatting-message-text
 */
export function escapeText(text: string): string {
  return text
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? '')
    .replace(BROADCAST, '@\u200b');
}
