import type { TextRun } from './card.ts';

const MARKED = /\*\*(?<bold>[^*]+)\*\*|`(?<code>[^`]+)`/g;
const WEB: ReadonlySet<string> = new Set(['http:', 'https:']);
const HOST_FUNCTION = /\{\{(?=(?:DATE|TIME)\()/gi;
/** Unprintable characters, and invisible ones that reorder the text around them. */
const INVISIBLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Splits a runbook's text into runs: `**bold**` for a control to click, `` `code` `` for something
 * to type, the rest literal.
 */
export function markedRuns(text: string): TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKED)) {
    runs.push(...literalRuns(text.slice(end, match.index)));
    const { bold, code } = match.groups ?? {};
    if (bold !== undefined) runs.push({ type: 'TextRun', text: literal(bold), weight: 'Bolder' });
    if (code !== undefined)
      runs.push({ type: 'TextRun', text: literal(code), fontType: 'Monospace' });
    end = match.index + match[0].length;
  }
  return [...runs, ...literalRuns(text.slice(end))];
}

/** Returns text from a person or a platform as one literal run; none for an empty text. */
export function literalRuns(text: string): TextRun[] {
  return text === '' ? [] : [{ type: 'TextRun', text: literal(text) }];
}

/**
 * Returns a link as one run. An address that isn't a web address is spelled out instead, without a
 * link.
 */
export function linkRuns(
  link: { readonly url: string; readonly title: string },
  size?: 'Small',
): TextRun[] {
  const title = unmarked(link.title);
  const style = size === undefined ? {} : { size };
  const url = webAddress(link.url);
  if (url === null) return [{ type: 'TextRun', text: `${title} (${literal(link.url)})`, ...style }];
  return [
    {
      type: 'TextRun',
      text: title,
      ...style,
      selectAction: { type: 'Action.OpenUrl', url, title },
    },
  ];
}

/** Returns a runbook's text without its marks, for places that have no styles, such as buttons. */
export function unmarked(text: string): string {
  return literal(text.replace(MARKED, '$<bold>$<code>'));
}

/**
 * Removes invisible characters but keeps line breaks. Hosts expand `{{DATE(…)}}` anywhere, so a
 * zero-width space goes between its braces.
 */
export function literal(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, (character) => (character === '\n' || character === '\t' ? character : ''))
    .replace(HOST_FUNCTION, '{\u200b{');
}

/** Returns the first characters of a text, never splitting a character. */
export function beginning(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** Returns a web address as it is opened; null for any other address. */
export function webAddress(url: string): string | null {
  const parsed = URL.parse(url);
  return parsed !== null && WEB.has(parsed.protocol) ? parsed.href : null;
}
