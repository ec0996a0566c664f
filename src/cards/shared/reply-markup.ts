import type { TextRun } from './card.ts';
import { literal, webAddress } from './inline-markup.ts';

/**
 * What agents write is kept in a small part of Markdown: bold, italics, code, links, and lines of
 * lists. Everything else in it is text.
 */

/** A stretch of text in one style. */
export interface MarkedText {
  readonly text: string;
  readonly bold?: true;
  readonly italic?: true;
  readonly code?: true;
  /** A web address. */
  readonly url?: string;
}

type Style = Omit<MarkedText, 'text'>;

const FENCE = /^```[ \t]*\w*[ \t]*$/;
const BULLET = /^(\s*)[-*•][ \t]+(?=\S)/;
/** Marks stand beside words, never within one: `snake_case` and `2*3*4` have none. */
const INLINE = new RegExp(
  [
    String.raw`\\(?<escaped>[\\*_\x60[\]])`,
    String.raw`\x60(?<code>[^\x60\n]+)\x60`,
    String.raw`\[(?<label>[^[\]\n]+)\]\((?<target>(?:https?:\/\/|mailto:)[^\s<>()]+)\)`,
    String.raw`(?<address>https?:\/\/[^\s<>"\u3000-\u303f\uff00-\uffef]+)`,
    String.raw`\*\*(?<bold>(?=\S)(?:[^*\n]|\*(?!\*))+?(?<=\S))\*\*`,
    String.raw`(?<![\p{L}\p{N}*])\*(?<star>(?=[^\s*])[^*\n]*?(?<=[^\s*]))\*(?![\p{L}\p{N}*])`,
    String.raw`(?<![\p{L}\p{N}_])_(?<line>(?=[^\s_])[^_\n]*?(?<=[^\s_]))_(?![\p{L}\p{N}_])`,
  ].join('|'),
  'gu',
);
/** Ends a sentence, not an address. */
const TRAILING = /[.,;:!?'"*_)\]]+$/;

/** Splits a text into its stretches, in order. Never fails: what isn't markup is text. */
export function parseMarkup(text: string): readonly MarkedText[] {
  const parts: MarkedText[] = [];
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    if (at > 0) parts.push({ text: '\n' });
    const line = lines[at] ?? '';
    const end = FENCE.test(line) ? lines.indexOf('```', at + 1) : -1;
    if (end > at + 1) {
      parts.push({ text: lines.slice(at + 1, end).join('\n'), code: true });
      at = end;
    } else {
      parts.push(...inline(line.replace(BULLET, '$1• '), {}));
    }
  }
  return joined(parts);
}

/** Returns the text without its marks, for places that have no styles. */
export function withoutMarkup(text: string): string {
  return parseMarkup(text)
    .map(({ text: shown, url }) =>
      url === undefined || url === shown ? shown : `${shown} (${url})`,
    )
    .join('');
}

/** Returns a link in Markdown; in its address, what would end it is encoded. */
export function markdownLink(label: string, url: string): string {
  const target = url.replace(/[()<>\s]/g, (sign) => {
    if (sign === '(') return '%28';
    return sign === ')' ? '%29' : encodeURIComponent(sign);
  });
  return `[${label}](${target})`;
}

/** Returns the stretches as runs of a card. Links open web addresses only. */
export function markupRuns(text: string): TextRun[] {
  return parseMarkup(literal(text)).map((part): TextRun => {
    const { text: shown, bold, italic, code, url } = part;
    return {
      type: 'TextRun',
      // Without its marks, a text may hold what a host expands.
      text: literal(shown),
      ...(bold && { weight: 'Bolder' }),
      ...(italic && { italic }),
      ...(code && { fontType: 'Monospace' }),
      ...(url !== undefined && {
        selectAction: { type: 'Action.OpenUrl', url, title: shown.trim() || url },
      }),
    };
  });
}

function inline(text: string, style: Style): MarkedText[] {
  const parts: MarkedText[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index < end) continue;
    parts.push({ text: text.slice(end, match.index), ...style });
    const { inner, length } = marked(match, style);
    parts.push(...inner);
    end = match.index + length;
  }
  return [...parts, { text: text.slice(end), ...style }].filter((part) => part.text !== '');
}

function marked(
  { 0: whole, groups = {} }: RegExpExecArray,
  style: Style,
): { readonly inner: readonly MarkedText[]; readonly length: number } {
  const { escaped, code, label, target, address, bold, star, line } = groups;
  const { length } = whole;
  if (escaped !== undefined) return { inner: [{ text: escaped, ...style }], length };
  if (code !== undefined) return { inner: [{ text: code, ...style, code: true }], length };
  if (label !== undefined) return { inner: linked(label, target ?? '', style), length };
  if (bold !== undefined) return { inner: inline(bold, { ...style, bold: true }), length };
  const slanted = star ?? line;
  if (slanted !== undefined) return { inner: inline(slanted, { ...style, italic: true }), length };
  const url = (address ?? whole).replace(TRAILING, '');
  return { inner: linked(url, url, style), length: url.length };
}

/** Other addresses, such as mail, are spelled out: hosts open only web addresses alike. */
function linked(label: string, target: string, style: Style): MarkedText[] {
  const shown = label.replace(/\\([\\*_`[\]])/g, '$1');
  const url = webAddress(target);
  if (url !== null) return [{ text: shown, ...style, url: shown === target ? target : url }];
  const spelled = target.replace(/^mailto:/, '');
  return [{ text: spelled === shown ? shown : `${shown} (${spelled})`, ...style }];
}

/** Joins neighbours of the same style. */
function joined(parts: readonly MarkedText[]): MarkedText[] {
  const whole: MarkedText[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last !== undefined && isPlain(last) && isPlain(part))
      whole[whole.length - 1] = { text: last.text + part.text };
    else whole.push(part);
  }
  return whole;
}

function isPlain({ text: _, ...style }: MarkedText): boolean {
  return Object.keys(style).length === 0;
}
