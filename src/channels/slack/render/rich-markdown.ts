import type { RichTextBlock, RichTextElement } from '@slack/types';
import { isRecord } from '../../../cards/shared/card.ts';
import { type MarkedText, markdownLink, parseMarkup } from '../../../cards/shared/reply-markup.ts';

/** Returns Markdown as the rich text that fills a rich text input. */
export function richTextOf(markdown: string): RichTextBlock {
  const elements = parseMarkup(markdown).map(toElement);
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function toElement({ text, url, ...marks }: MarkedText): RichTextElement {
  const style = Object.keys(marks).length === 0 ? {} : { style: marks };
  return url === undefined
    ? { type: 'text', text, ...style }
    : { type: 'link', url, text, ...style };
}

/**
 * Returns the rich text of an input as Markdown. People and groups in it become names.
 * https://docs.slack.dev/reference/block-kit/block-elements/rich-text-input-element
 */
export function markdownOf(richText: unknown): string {
  return partsOf(richText).map(blockText).join('\n').replace(/\n+$/, '').trimStart();
}

function blockText(block: Readonly<Record<string, unknown>>): string {
  const parts = partsOf(block);
  switch (block.type) {
    case 'rich_text_list':
      return parts.map((item, index) => listLine(block, item, index)).join('\n');
    case 'rich_text_preformatted':
      return `\`\`\`\n${parts.map(plainOf).join('')}\n\`\`\``;
    case 'rich_text_quote':
      return `> ${inlineText(parts).replaceAll('\n', '\n> ')}`;
    default:
      return inlineText(parts).replace(/\n$/, '');
  }
}

function listLine(
  { style, indent, offset }: Readonly<Record<string, unknown>>,
  item: Readonly<Record<string, unknown>>,
  index: number,
): string {
  const before = '  '.repeat(typeof indent === 'number' ? indent : 0);
  const first = typeof offset === 'number' ? offset : 0;
  const mark = style === 'ordered' ? `${first + index + 1}.` : '-';
  return `${before}${mark} ${inlineText(partsOf(item))}`;
}

function inlineText(parts: readonly Readonly<Record<string, unknown>>[]): string {
  return parts.map(elementText).join('');
}

function elementText(element: Readonly<Record<string, unknown>>): string {
  const shown = plainOf(element);
  const style = isRecord(element.style) ? element.style : {};
  if (style.code === true) return `\`${shown.replaceAll('`', "'")}\``;
  const { url } = element;
  const text = escaped(shown);
  const linked =
    typeof url === 'string' && url !== shown
      ? markdownLink(text, url)
      : typeof url === 'string'
        ? url
        : text;
  return marked(linked, style);
}

/** Marks stand beside words, so blanks go outside of them. */
function marked(text: string, { bold, italic }: Readonly<Record<string, unknown>>): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (words === '') return text;
  const slanted = italic === true ? `_${words}_` : words;
  return before + (bold === true ? `**${slanted}**` : slanted) + after;
}

/** What would be a mark is none if it was typed as text. */
function escaped(text: string): string {
  return text.replace(/[\\*_`[\]]/g, '\\$&');
}

function plainOf(element: Readonly<Record<string, unknown>>): string {
  const { type, text, url, unicode, name } = element;
  if (type === 'emoji') return typeof unicode === 'string' ? emoji(unicode) : `:${String(name)}:`;
  if (typeof text === 'string') return text;
  if (type === 'link') return String(url);
  const named = element.user_id ?? element.usergroup_id ?? element.range ?? element.channel_id;
  return typeof named === 'string' ? `@${named}` : '';
}

/** Hexadecimal code points, such as `1f44d-1f3fd`. */
function emoji(unicode: string): string {
  const points = unicode.split('-').map((point) => Number.parseInt(point, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff)
    ? String.fromCodePoint(...points)
    : '';
}

function partsOf(node: unknown): readonly Readonly<Record<string, unknown>>[] {
  return isRecord(node) && Array.isArray(node.elements) ? node.elements.filter(isRecord) : [];
}
