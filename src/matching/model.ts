import type { RunbookFeatures, SymptomFeatures } from './features.ts';
import chosen from './weights.json' with { type: 'json' };

/** The contribution of each feature to the log odds. */
export interface Weights {
  /** Of a runbook against none; `base` is that of a report without evidence. */
  readonly runbook: Readonly<Record<keyof RunbookFeatures | 'base', number>>;
  /** Of a symptom against the others of its runbook. */
  readonly symptom: Readonly<Record<keyof SymptomFeatures, number>>;
}

/** Chosen by `npm run train` on reports about several runbooks, and about other things. */
export const WEIGHTS: Weights = chosen;

export const RUNBOOK_FEATURES = keysOf(WEIGHTS.runbook);
export const SYMPTOM_FEATURES = keysOf(WEIGHTS.symptom);

/** Returns the sum of the features, weighed. */
export function weighted<K extends string>(
  features: Readonly<Record<K, number>>,
  weights: Readonly<Record<K, number>>,
  names: readonly K[],
): number {
  let sum = 0;
  for (const name of names) sum += weights[name] * features[name];
  return sum;
}

/** Returns the probabilities of alternatives with these log odds; they add up to 1. */
export function softmax(odds: readonly number[]): number[] {
  const highest = Math.max(...odds);
  const shares = odds.map((value) => Math.exp(value - highest));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / all);
}

function keysOf<K extends string>(record: Readonly<Record<K, number>>): readonly K[] {
  const isKey = (name: string): name is K => name in record;
  return Object.keys(record).filter(isKey);
}
