import {
  type CardElement,
  isElement,
  isElements,
  isRecord,
} from '../../../../cards/shared/card.ts';
import { SignpostError } from '../../../../diagnostics/errors.ts';

/** Properties common to all elements; `draw` handles spacing and separators. */
const COMMON: ReadonlySet<string> = new Set(['type', 'id', 'isVisible', 'spacing', 'separator']);

/**
 * Refuses an element with a property that the Slack renderer doesn't know: its content would be
 * lost silently.
 * @param names the properties it may have, drawn or known to mean nothing on Slack (a width, a
 * color).
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

/** Creates an error for a card that Slack can't show as it is. */
export function undrawable(what: string): SignpostError {
  return new SignpostError(
    'card',
    `${what} cannot be shown on Slack yet; use an element that the other cards use.`,
  );
}

/** Returns the elements in a property. */
export function elementsIn(value: unknown): readonly CardElement[] {
  if (value === undefined) return [];
  if (isElements(value)) return value;
  throw undrawable('Something that is not a list of elements');
}

export function stringIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Returns every element at any depth, outermost first, without the payloads of buttons. */
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
