import type { RichTextElement } from '@slack/types';
import type { CardElement } from '../../../../cards/shared/card.ts';
import { elementsIn, refuseUnknown } from './element.ts';
import type { Draw, Piece } from './page.ts';
import { plainRun } from './text-block.ts';

const COLUMN = ['items', 'width', 'verticalContentAlignment', 'minHeight', 'style', 'bleed'];
const STEP = /^(\d+)\.$/;

type Text = Extract<Piece, { runs: readonly RichTextElement[] }>;

/**
 * Draws columns, which Slack doesn't have: a number and its step become a list, a label and its
 * text a line, and content that isn't text (inputs) is stacked. An empty column is only a stripe of
 * color.
 */
export const drawColumns: Draw = (element, page) => {
  refuseUnknown(element, ['columns']);
  const columns = elementsIn(element.columns);
  for (const column of columns) refuseUnknown(column, COLUMN);
  const drawn = columns
    .map((column) => page.draw(elementsIn(column.items), page))
    .filter(({ length }) => length > 0);
  const [first] = drawn;
  if (first === undefined) return [];
  const texts = drawn.map((pieces) => pieces.filter(isText));
  if (texts.some((text, index) => text.length < (drawn[index]?.length ?? 0))) return drawn.flat();
  return step(texts) ?? oneLine(texts, columns, page.boxed);
};

function step([marks, ...rest]: readonly (readonly Text[])[]): Piece[] | null {
  const [mark] = marks ?? [];
  const number = STEP.exec(mark === undefined ? '' : textOf(mark))?.[1];
  const text = rest.flat();
  if (number === undefined || text.length === 0) return null;
  return [{ kind: 'step', apart: true, number: Number(number), runs: stacked(text) }];
}

/** Puts the first lines of all columns side by side, and further lines below. */
function oneLine(
  texts: readonly (readonly Text[])[],
  columns: readonly CardElement[],
  boxed: boolean,
): Piece[] {
  const firsts = texts.flatMap(([first]) => (first === undefined ? [] : [first]));
  const [lead] = firsts;
  if (lead === undefined) return [];
  const runs = firsts.flatMap((text, index) =>
    index === firsts.length - 1
      ? text.runs
      : [...text.runs, ...gapAfter(text, firsts[index + 1], columns[index])],
  );
  const below = texts.flatMap(([, ...more]) => more);
  const rest = below.map((text): Piece => ({ kind: 'line', apart: false, boxed, runs: text.runs }));
  if (lead.kind === 'heading') return [{ ...lead, runs }, ...rest];
  return [{ kind: 'line', apart: true, boxed, runs }, ...rest];
}

/**
 * A number or a label belongs to the text after it; other columns are separated. A full-width colon
 * brings its own gap.
 */
function gapAfter(
  text: Text,
  next: Text | undefined,
  column: CardElement | undefined,
): RichTextElement[] {
  const end = textOf(text).at(-1);
  if (next !== undefined && textOf(next).includes('\n')) return [plainRun('\n')];
  if (end === '：') return [];
  const belongs = end === ':' || String(column?.width).endsWith('px');
  return [plainRun(belongs ? ' ' : ' · ')];
}

/** Stacks lines. */
function stacked(texts: readonly Text[]): RichTextElement[] {
  return texts.flatMap(({ runs }, index) => (index === 0 ? runs : [plainRun('\n'), ...runs]));
}

function textOf({ runs }: Text): string {
  return runs.map((run) => (run.type === 'text' ? run.text : '')).join('');
}

function isText(piece: Piece): piece is Text {
  return 'runs' in piece;
}
