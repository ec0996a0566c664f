import type { RichTextBlock, RichTextElement, TableBlock } from '@slack/types';
import type { CardElement } from '../../../cards/card.ts';
import { SLACK_LIMITS } from '../limits.ts';
import { elementsIn, refuseUnknown, undrawable } from './element.ts';
import type { Draw, Piece } from './page.ts';
import { elementsOf } from './rich-text.ts';
import { plain } from './text-block.ts';

type Row = TableBlock['rows'][number];

const KNOWN = ['columns', 'rows', 'firstRowAsHeaders', 'showGridLines', 'gridStyle'];
/** Characters of one table as JSON: with it, a message has room for what it needs besides. */
const MOST = SLACK_LIMITS.messageCharacters / 2;

/** A table; a long one goes on in further tables, each with the head again. */
export const drawTable: Draw = (element) => {
  refuseUnknown(element, KNOWN);
  const [head, ...rows] = elementsIn(element.rows).map(toRow);
  if (head === undefined) return [];
  return portions(head, rows).map(
    (portion): Piece => ({
      kind: 'block',
      apart: true,
      block: { type: 'table', column_settings: head.map(() => ({ is_wrapped: true })), rows: [head, ...portion] },
    }),
  );
};

function portions(head: Row, rows: readonly Row[]): Row[][] {
  const all: Row[][] = [[]];
  let size = sizeOf(head);
  for (const row of rows) {
    const last = all.at(-1) ?? [];
    if (last.length > 0 && (size + sizeOf(row) > MOST || last.length + 1 >= SLACK_LIMITS.tableRows)) {
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

function toRow(row: CardElement): Row {
  refuseUnknown(row, ['cells', 'style']);
  return elementsIn(row.cells).map(toCell);
}

function toCell(cell: CardElement): RichTextBlock {
  refuseUnknown(cell, ['items', 'style']);
  const lines = elementsIn(cell.items).map((item) => {
    if (item.type !== 'RichTextBlock') throw undrawable(`"${item.type}" in a table`);
    return elementsOf(item);
  });
  const elements = lines.flatMap((line, index): RichTextElement[] => (index === 0 ? line : [plain('\n'), ...line]));
  // Slack refuses a cell without text.
  const shown = elements.length === 0 ? [plain('–')] : elements;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: shown }] };
}
