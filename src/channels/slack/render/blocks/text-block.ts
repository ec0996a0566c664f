import type { RichTextElement } from '@slack/types';
import { hasMoment } from '../../../../cards/shared/moment.ts';
import { refuseUnknown, stringIn, undrawable } from './element.ts';
import type { Draw } from './page.ts';
import { textRuns } from './text-runs.ts';

/** Slack has one text size and no colors: headings, small print and a symbol replace them. */
const KNOWN = [
  'text',
  'wrap',
  'style',
  'size',
  'weight',
  'isSubtle',
  'color',
  'horizontalAlignment',
];
const LARGE: ReadonlySet<unknown> = new Set(['Large', 'ExtraLarge']);
/** A TextBlock reads Markdown; our texts contain none. */
const MARKDOWN = /\*\*|\]\(/;

const BOLD = { style: { bold: true } };

/** Draws the interface's own texts: a heading, small print, or a line. */
export const drawTextBlock: Draw = (element, page) => {
  refuseUnknown(element, KNOWN);
  const text = stringIn(element.text);
  if (text === '') return [];
  if (MARKDOWN.test(text)) throw undrawable(`Markdown in a TextBlock ("${text.slice(0, 40)}")`);
  const { locale } = page;
  const { size, color } = element;
  if (element.style === 'heading' && size !== 'Small') {
    return [
      { kind: 'heading', apart: true, level: LARGE.has(size) ? 1 : 2, runs: [plainRun(text)] },
    ];
  }
  if (color === 'Attention') {
    const sign: RichTextElement[] = [{ type: 'emoji', name: 'warning' }, plainRun(' ')];
    return [
      {
        kind: 'line',
        apart: true,
        boxed: page.boxed,
        runs: [...sign, ...textRuns(text, locale, BOLD)],
      },
    ];
  }
  if (size === 'Small' && !hasMoment(text))
    return [{ kind: 'caption', apart: true, runs: [plainRun(text)] }];
  const runs = textRuns(text, locale, element.weight === 'Bolder' ? BOLD : {});
  return [{ kind: 'line', apart: true, boxed: page.boxed, runs }];
};

export function plainRun(text: string): RichTextElement {
  return { type: 'text', text };
}

export function boldRun(text: string): RichTextElement {
  return { type: 'text', text, ...BOLD };
}
