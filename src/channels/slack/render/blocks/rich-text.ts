import type { RichTextElement } from '@slack/types';
import { type CardElement, isRecord } from '../../../../cards/shared/card.ts';
import type { Locale } from '../../../../i18n/locale.ts';
import { refuseUnknown, stringIn, undrawable } from './element.ts';
import type { Draw, Piece } from './page.ts';
import { textRuns } from './text-runs.ts';

const RUN = ['text', 'size', 'weight', 'fontType', 'isSubtle', 'italic', 'selectAction'];
const LABEL = /[:：?？]$/;
const LARGE: ReadonlySet<unknown> = new Set(['Large', 'ExtraLarge']);

/**
 * Draws styled text, such as what a person wrote: Slack's rich text shows it character by
 * character.
 */
export const drawRichText: Draw = (element, page) => {
  refuseUnknown(element, ['inlines', 'horizontalAlignment']);
  const runs = runsIn(element);
  if (runs.length === 0) return [];
  if (runs.every(({ fontType }) => fontType === 'Monospace')) return [preformatted(runs)];
  const { locale } = page;
  const shown = runs.flatMap((run) => toElements(run, locale));
  if (runs.every(({ size, weight }) => LARGE.has(size) && weight === 'Bolder')) {
    return [
      {
        kind: 'heading',
        apart: true,
        level: 1,
        runs: runs.flatMap((run) => toElements(run, locale, 'Default')),
      },
    ];
  }
  // Slack's small print supports links and dates only in its own markup, which isn't used here, so
  // text with one becomes a line.
  const marked = shown.some(({ type }) => type !== 'text');
  if (!marked && runs.every(({ size }) => size === 'Small'))
    return [{ kind: 'caption', apart: true, runs: shown }];
  // Other hosts gray out a label; here it is bold to set it apart from its text.
  const label =
    runs.every(({ isSubtle }) => isSubtle === true) && LABEL.test(runs.at(-1)?.text ?? '');
  return [
    {
      kind: 'line',
      apart: true,
      boxed: page.boxed,
      runs: label ? runs.flatMap((run) => toElements(run, locale, 'Bolder')) : shown,
    },
  ];
};

/**
 * Returns the runs of a RichTextBlock as Slack rich text elements, for a cell that has no room for
 * anything else.
 */
export function elementsOf(block: CardElement, locale: Locale): RichTextElement[] {
  return runsIn(block).flatMap((run) => toElements(run, locale));
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

function toElements(run: Run, locale: Locale, weight: unknown = run.weight): RichTextElement[] {
  const style = {
    ...(weight === 'Bolder' ? { bold: true } : {}),
    ...(run.italic === true ? { italic: true } : {}),
    ...(run.fontType === 'Monospace' ? { code: true } : {}),
  };
  const styled = Object.keys(style).length > 0 ? { style } : {};
  if (run.selectAction === undefined) return textRuns(run.text, locale, styled);
  return [{ type: 'link', url: urlOf(run.selectAction), text: run.text, ...styled }];
}

function urlOf(action: unknown): string {
  if (isRecord(action) && action.type === 'Action.OpenUrl' && typeof action.url === 'string')
    return action.url;
  throw undrawable('A text that does something else than open an address');
}

/** Draws a command to copy as a separate block. */
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
