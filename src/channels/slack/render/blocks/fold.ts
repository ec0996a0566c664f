import { type CardElement, isRecord } from '../../../../cards/shared/card.ts';
import { rows } from './assemble.ts';
import { elementsIn, refuseUnknown, stringIn, undrawable } from './element.ts';
import type { Draw, Piece } from './page.ts';
import { plainRun } from './text-block.ts';

/**
 * Draws buttons that unfold a part of the card. Slack can't fold, so a message offers the part as a
 * page to open. A card that waits for no answer can't be asked for the page, so the part is written
 * out. Other buttons stay buttons if the page can create them.
 */
export const drawFold: Draw = (element, page) => {
  refuseUnknown(element, ['actions']);
  const actions = elementsIn(element.actions);
  const { button } = page;
  if (button !== undefined && actions.every(({ type }) => type === 'Action.Execute')) {
    return rows(actions.map(button)).map((elements) => ({
      kind: 'block',
      apart: true,
      block: { type: 'actions', elements },
    }));
  }
  return actions.flatMap((action): Piece[] => {
    const fold = foldOf(action);
    if (fold === null) throw undrawable(`"${action.type}" in the middle of a card`);
    if (page.folded === 'offered') return [{ kind: 'show', apart: true, ...fold }];
    return page.folded === 'shown'
      ? [{ kind: 'heading', apart: true, level: 2, runs: [plainRun(fold.title)] }]
      : [];
  });
};

/** Returns what a button unfolds and its title, or null if the button does something else. */
export function foldOf(
  action: CardElement,
): { readonly title: string; readonly target: string } | null {
  if (action.type !== 'Action.ToggleVisibility') return null;
  refuseUnknown(action, ['title', 'tooltip', 'targetElements']);
  const title = stringIn(action.tooltip) || stringIn(action.title);
  return { title, target: targetOf(action.targetElements) };
}

function targetOf(targets: unknown): string {
  const [target, ...more] = Array.isArray(targets) ? targets : [];
  const id = isRecord(target) ? target.elementId : target;
  if (typeof id === 'string' && more.length === 0) return id;
  throw undrawable('A button that unfolds more or less than one part');
}
