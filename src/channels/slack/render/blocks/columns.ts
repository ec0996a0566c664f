import type { RichTextElement } from '@slack/types';
import type { CardElement } from '../../../../cards/shared/card.ts';
import { elementsIn, refuseUnknown } from './element.ts';
import type { Draw, Piece } from './page.ts';
import { plain } from './text-block.ts';

const COLUMN = ['items', 'width', 'verticalContentAlignment', 'minHeight', 'style', 'bleed'];
const STEP = /^(\d+)\.$/;

type Text = Extract<Piece, { runs: readonly RichTextElement[] }>;

/**
 * Columns, which Slack has none of: a number and its step become a list, a label and its text a line, and what is no
 * text (inputs) stands one below the other. A column with nothing in it is but a stripe of colour.
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

/** The first lines of all columns beside each other, what they have more below. */
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

/** A mark or a label belongs to what follows it; other columns are told apart. A full-width colon brings its own gap. */
function gapAfter(
  text: Text,
  next: Text | undefined,
  column: CardElement | undefined,
): RichTextElement[] {
  const end = textOf(text).at(-1);
  if (next !== undefined && textOf(next).includes('\n')) return [plain('\n')];
  if (end === '：') return [];
  const belongs = end === ':' || String(column?.width).endsWith('px');
  return [plain(belongs ? ' ' : ' · ')];
}

/** Lines below each other. */
function stacked(texts: readonly Text[]): RichTextElement[] {
  return texts.flatMap(({ runs }, index) => (index === 0 ? runs : [plain('\n'), ...runs]));
}

function textOf({ runs }: Text): string {
  return runs.map((run) => (run.type === 'text' ? run.text : '')).join('');
}

function isText(piece: Piece): piece is Text {
  return 'runs' in piece;
}
