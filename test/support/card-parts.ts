import { type CardElement, isElement, isRecord } from '../../src/cards/shared/card.ts';

/**
 * Every element, run and action of a card, outermost first, in the order they stand. What presses
 * send back is left out.
 */
export function elementsOf(node: unknown): CardElement[] {
  if (Array.isArray(node)) return node.flatMap(elementsOf);
  if (!isRecord(node)) return [];
  const inside = Object.entries(node).flatMap(([key, value]) =>
    key === 'data' ? [] : elementsOf(value),
  );
  return isElement(node) ? [node, ...inside] : inside;
}

/**
 * All text a card shows in its body: blocks, runs, and the labels, values and options of inputs.
 */
export function textsOf(node: unknown): string[] {
  return elementsOf(isRecord(node) && node.type === 'AdaptiveCard' ? node.body : node).flatMap(
    (element) => {
      if (element.type === 'TextBlock' || element.type === 'TextRun') return [String(element.text)];
      if (!element.type.startsWith('Input.')) return [];
      const options = Array.isArray(element.choices)
        ? element.choices.filter(isRecord).map(({ title }) => title)
        : [];
      const value = options.length > 0 ? undefined : element.value;
      return [element.label, value, ...options].filter((text) => typeof text === 'string');
    },
  );
}
