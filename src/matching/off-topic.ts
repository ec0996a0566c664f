import type { Analysis } from './analyze.ts';
import type { View } from './view.ts';

/** Of fewer words, nothing can be said. */
const MIN_CONTENT = 2;

/**
 * Returns true if a report that means no symptom is about something no runbook knows: it names other
 * products only, or none of its words is in a runbook.
 */
export function isOffTopic({ views }: Analysis): boolean {
  if (views.length === 0 || views.some(({ scope }) => scope.own.length > 0)) return false;
  return views.every(namesAnother) || views.every(isStrange);
}

function namesAnother({ scope }: View): boolean {
  return scope.elsewhere.length > 0 || scope.strangers.length > 0;
}

function isStrange({ features, reading }: View): boolean {
  const content = reading.terms.filter(({ meanings }) =>
    meanings.every(({ kind }) => kind !== 'filler' && kind !== 'everyday'),
  );
  return features.known === 0 && content.length >= MIN_CONTENT;
}
