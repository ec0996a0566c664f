import {
  type CardElement,
  isElement,
  isElements,
  isRecord,
} from '../../../../cards/shared/card.ts';
import { SignpostError } from '../../../../diagnostics/errors.ts';

/** What every element may have; `draw` sees to spacing and separators. */
const COMMON: ReadonlySet<string> = new Set(['type', 'id', 'isVisible', 'spacing', 'separator']);

/**
 * Refuses an element with a property that Slack's drawing does not know: what it says would be lost in silence.
 * @param names the properties it may have, drawn or known to mean nothing on Slack (a width, a colour).
 */
export function refuseUnknown(element: CardElement, names: readonly string[]): void {
  for (const name of Object.keys(element)) {
    if (COMMON.has(name) || names.includes(name)) continue;
    throw new SignpostError(
      'card',
      `"${name}" of "${element.type}" cannot be shown on Slack yet; leave it out.`,
    );
  }
}

/** An error of a card that Slack cannot show as it is. */
export function undrawable(what: string): SignpostError {
  return new SignpostError(
    'card',
    `${what} cannot be shown on Slack yet; use an element that the other cards use.`,
  );
}

/** The elements a property holds. */
export function elementsIn(value: unknown): readonly CardElement[] {
  if (value === undefined) return [];
  if (isElements(value)) return value;
  throw undrawable('Something that is not a list of elements');
}

export function stringIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Every element at any depth, outermost first; what buttons send is left out. */
export function elementsWithin(node: unknown): CardElement[] {
  const found: CardElement[] = [];
  collect(node, found);
  return found;
}

function collect(node: unknown, found: CardElement[]): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, found);
  } else if (isRecord(node)) {
    if (isElement(node)) found.push(node);
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'object' && key !== 'data') collect(value, found);
    }
  }
}
