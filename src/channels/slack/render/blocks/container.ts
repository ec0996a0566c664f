import type { CardElement } from '../../../../cards/shared/card.ts';
import { elementsIn, refuseUnknown, stringIn } from './element.ts';
import type { Draw, Page, Piece } from './page.ts';
import { boldRun } from './text-block.ts';

/** Boxes that set their text off; the others only color content that stands out by itself. */
const BOXES: ReadonlySet<unknown> = new Set(['emphasis', 'warning', 'attention']);

/** Draws a group of elements. */
export const drawContainer: Draw = (element, page) => {
  refuseUnknown(element, ['items', 'style', 'bleed', 'minHeight']);
  const items = elementsIn(element.items);
  const inside: Page = { ...page, boxed: page.boxed || BOXES.has(element.style) };
  return page.inputs === 'left-out' ? withoutInputs(items, inside) : page.draw(items, inside);
};

/** Without its inputs, text about an input needs the input's label. */
function withoutInputs(items: readonly CardElement[], page: Page): Piece[] {
  const input = items.find(({ type }) => type.startsWith('Input.'));
  const drawn = page.draw(items, page);
  if (input === undefined || drawn.length === 0) return drawn;
  return [
    { kind: 'line', apart: true, boxed: page.boxed, runs: [boldRun(stringIn(input.label))] },
    ...drawn,
  ];
}
