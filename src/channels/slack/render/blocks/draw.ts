import type { CardElement } from '../../../../cards/shared/card.ts';
import { drawColumns } from './columns.ts';
import { drawContainer } from './container.ts';
import { undrawable } from './element.ts';
import { drawFacts } from './facts.ts';
import { drawFold } from './fold.ts';
import { drawImage } from './image.ts';
import { drawChoices, drawDate, drawText, drawTime } from './input.ts';
import type { Draw, Page, Piece } from './page.ts';
import { drawRichText } from './rich-text.ts';
import { drawTable } from './table.ts';
import { drawTextBlock } from './text-block.ts';

/** Every element the cards may use. */
const DRAWINGS: ReadonlyMap<string, Draw> = new Map([
  ['TextBlock', drawTextBlock],
  ['RichTextBlock', drawRichText],
  ['Container', drawContainer],
  ['ColumnSet', drawColumns],
  ['FactSet', drawFacts],
  ['Table', drawTable],
  ['Image', drawImage],
  ['ActionSet', drawFold],
  ['Input.Text', drawText],
  ['Input.Date', drawDate],
  ['Input.Time', drawTime],
  ['Input.ChoiceSet', drawChoices],
]);

/** Spacings that keep an element in the paragraph of the previous one. */
const CLOSE: ReadonlySet<unknown> = new Set(['None', 'Small']);

/**
 * Draws elements one below the other.
 * @throws SignpostError `card` on an element or property that can't be drawn.
 */
export function draw(elements: readonly CardElement[], page: Page): Piece[] {
  return elements.flatMap((element) => {
    if (element.isVisible === false && page.folded !== 'shown') return [];
    const drawing = DRAWINGS.get(element.type);
    if (drawing === undefined) throw undrawable(`"${element.type}"`);
    const [first, ...rest] = drawing(element, page);
    if (first === undefined) return [];
    const separator: Piece[] = element.separator === true ? [{ kind: 'divider', apart: true }] : [];
    return [...separator, { ...first, apart: !CLOSE.has(element.spacing) }, ...rest];
  });
}
