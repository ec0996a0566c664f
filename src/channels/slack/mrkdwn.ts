/** Characters that make a text bold, struck or code where they surround it. */
const STYLE = /[*_~`]/g;
/** What would call everyone of a channel, were it parsed. */
const BROADCAST = /@(?=(?:channel|here|everyone)\b)/gi;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A text for a place that Slack parses, such as `text` of a message: it shows the same characters, and none of them
 * becomes a mention, a link or a broadcast. https://docs.slack.dev/messaging/formatting-message-text
 */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? '').replace(BROADCAST, '@\u200b');
}

/** The same for a place that knows styles too: a space without width keeps a `*` from beginning one. */
export function escapeMrkdwn(text: string): string {
  return escapeText(text).replace(STYLE, (character) => `\u200b${character}\u200b`);
}

/** A link with its title; the address is one `URL` has read and written. */
export function mrkdwnLink(url: string, title: string): string {
  const address = url.replace(/[<>|]/g, encodeURIComponent).replaceAll('&', '&amp;');
  // A bar or a line end would close the title.
  return `<${address}|${escapeMrkdwn(title.replace(/\s+/g, ' ')).replaceAll('|', '¦')}>`;
}
