import type { RichTextBlock, RichTextElement, TableBlock } from '@slack/types';
import type { CardElement } from '../../../../cards/shared/card.ts';
import type { Locale } from '../../../../i18n/locale.ts';
import { SLACK_LIMITS } from '../../limits.ts';
import { elementsIn, refuseUnknown, undrawable } from './element.ts';
import type { Draw, Piece } from './page.ts';
import { elementsOf } from './rich-text.ts';
import { textOf } from './split.ts';
import { boldRun, plainRun } from './text-block.ts';

type Row = TableBlock['rows'][number];
type Cell = readonly RichTextElement[];

const KNOWN = ['columns', 'rows', 'firstRowAsHeaders', 'showGridLines', 'gridStyle'];
/** Size of one table as JSON, in characters, which leaves room in a message for the rest. */
const MAX = SLACK_LIMITS.messageCharacters / 2;

/**
 * Blocks of one table in a view, which holds a hundred in total; with more rows, several share a
 * block.
 */
const MAX_RECORDS = 20;

/**
 * Draws a table; a long one continues in further tables, each with the head repeated. Slack allows
 * tables only in messages: elsewhere each row is a record, shown as a quotation, with a line per
 * cell that starts with the column's name.
 */
export const drawTable: Draw = (element, { surface, locale }) => {
  refuseUnknown(element, KNOWN);
  const rows = elementsIn(element.rows);
  return surface === 'message'
    ? drawTables(rows.map((row) => cellsOf(row, locale).map(toCell)))
    : drawRecords(rows.map((row) => cellsOf(row, locale)));
};

function drawTables([head, ...rows]: readonly Row[]): Piece[] {
  if (head === undefined) return [];
  return portions(head, rows).map(
    (portion): Piece => ({
      kind: 'block',
      apart: true,
      block: {
        type: 'table',
        column_settings: head.map(() => ({ is_wrapped: true })),
        rows: [head, ...portion],
      },
    }),
  );
}

function drawRecords([head = [], ...rows]: readonly (readonly Cell[])[]): Piece[] {
  const together = Math.ceil(rows.length / MAX_RECORDS);
  return rows.flatMap((cells, row) => {
    const filled = cells.flatMap((cell, column) =>
      cell.length === 0 ? [] : [{ cell, label: head[column] ?? [] }],
    );
    return filled.map(({ cell, label }, index): Piece => {
      const isFirst = index === 0;
      const gap = isFirst && row % together !== 0 ? [plainRun('\n')] : [];
      return {
        kind: 'line',
        apart: isFirst && row % together === 0,
        boxed: true,
        runs: [...gap, ...labelled(label), ...cell],
      };
    });
  });
}

/**
 * Returns the column's name before a cell; a name in Chinese gets the full-width colon, which
 * brings its own gap.
 */
function labelled(label: Cell): RichTextElement[] {
  const name = label.map(textOf).join('').trim();
  if (name === '') return [];
  if (/[:：?？]$/.test(name))
    return [boldRun(name), plainRun(/[:?]$/.test(name) ? ' ' : '')].filter(isShown);
  return /\p{Script=Han}/u.test(name)
    ? [boldRun(`${name}：`)]
    : [boldRun(`${name}:`), plainRun(' ')];
}

function isShown(run: RichTextElement): boolean {
  return textOf(run) !== '';
}

function portions(head: Row, rows: readonly Row[]): Row[][] {
  const all: Row[][] = [[]];
  let size = sizeOf(head);
  for (const row of rows) {
    const last = all.at(-1) ?? [];
    if (
      last.length > 0 &&
      (size + sizeOf(row) > MAX || last.length + 1 >= SLACK_LIMITS.tableRows)
    ) {
      all.push([row]);
      size = sizeOf(head) + sizeOf(row);
      continue;
    }
    last.push(row);
    size += sizeOf(row);
  }
  return all;
}

function sizeOf(row: Row): number {
  return JSON.stringify(row).length;
}

function cellsOf(row: CardElement, locale: Locale): Cell[] {
  refuseUnknown(row, ['cells', 'style']);
  return elementsIn(row.cells).map((cell) => runsOf(cell, locale));
}

function runsOf(cell: CardElement, locale: Locale): RichTextElement[] {
  refuseUnknown(cell, ['items', 'style']);
  const lines = elementsIn(cell.items).map((item) => {
    if (item.type !== 'RichTextBlock') throw undrawable(`"${item.type}" in a table`);
    return elementsOf(item, locale);
  });
  return lines.flatMap((line, index): RichTextElement[] =>
    index === 0 ? line : [plainRun('\n'), ...line],
  );
}

function toCell(elements: Cell): RichTextBlock {
  // Slack refuses a cell without text.
  const shown = elements.length === 0 ? [plainRun('–')] : [...elements];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: shown }] };
}
