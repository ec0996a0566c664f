import type { RichTextElement } from '@slack/types';
import { type CardElement, isRecord } from '../../../../cards/shared/card.ts';
import { refuseUnknown, stringIn, undrawable } from './element.ts';
import type { Draw, Piece } from './page.ts';

const RUN = ['text', 'size', 'weight', 'fontType', 'isSubtle', 'italic', 'selectAction'];
const LABEL = /[:：?？]$/;
const LARGE: ReadonlySet<unknown> = new Set(['Large', 'ExtraLarge']);

/** Text in styles, such as what a person wrote: Slack's rich text shows it character by character. */
export const drawRichText: Draw = (element, page) => {
  refuseUnknown(element, ['inlines', 'horizontalAlignment']);
  const runs = runsIn(element);
  if (runs.length === 0) return [];
  if (runs.every(({ fontType }) => fontType === 'Monospace')) return [preformatted(runs)];
  const shown = runs.map((run) => toElement(run));
  if (runs.every(({ size, weight }) => LARGE.has(size) && weight === 'Bolder')) {
    return [
      { kind: 'heading', apart: true, level: 1, runs: runs.map((run) => toElement(run, false)) },
    ];
  }
  // Slack's small print knows links in its own markup only, which is not spoken here: a link makes it a line.
  const linked = runs.some(({ selectAction }) => selectAction !== undefined);
  if (!linked && runs.every(({ size }) => size === 'Small'))
    return [{ kind: 'caption', apart: true, runs: shown }];
  // Elsewhere a label is greyed; here it is told from its text by being bold.
  const label =
    runs.every(({ isSubtle }) => isSubtle === true) && LABEL.test(runs.at(-1)?.text ?? '');
  return [
    {
      kind: 'line',
      apart: true,
      boxed: page.boxed,
      runs: label ? runs.map((run) => toElement(run, true)) : shown,
    },
  ];
};

/** The runs of a RichTextBlock as elements of Slack's rich text, for a cell that has room for nothing else. */
export function elementsOf(block: CardElement): RichTextElement[] {
  return runsIn(block).map((run) => toElement(run));
}

type Run = Readonly<Record<string, unknown>> & { readonly text: string };

function runsIn({ inlines }: CardElement): Run[] {
  if (!Array.isArray(inlines)) throw undrawable('A RichTextBlock without inlines');
  return inlines.map(toRun).filter(({ text }) => text !== '');
}

function toRun(inline: unknown): Run {
  if (!isRecord(inline) || inline.type !== 'TextRun')
    throw undrawable('A RichTextBlock with more in it than TextRuns');
  refuseUnknown({ ...inline, type: 'TextRun' }, RUN);
  return { ...inline, text: stringIn(inline.text) };
}

function toElement(run: Run, bold: boolean = run.weight === 'Bolder'): RichTextElement {
  const style = {
    ...(bold ? { bold: true } : {}),
    ...(run.italic === true ? { italic: true } : {}),
    ...(run.fontType === 'Monospace' ? { code: true } : {}),
  };
  const styled = Object.keys(style).length > 0 ? { style } : {};
  if (run.selectAction === undefined) return { type: 'text', text: run.text, ...styled };
  return { type: 'link', url: urlOf(run.selectAction), text: run.text, ...styled };
}

function urlOf(action: unknown): string {
  if (isRecord(action) && action.type === 'Action.OpenUrl' && typeof action.url === 'string')
    return action.url;
  throw undrawable('A text that does something else than open an address');
}

/** A command to copy, on its own. */
function preformatted(runs: readonly Run[]): Piece {
  const text = runs.map((run) => run.text).join('');
  return {
    kind: 'block',
    apart: true,
    block: {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
    },
  };
}
