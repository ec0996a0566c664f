import type { RunbookFeatures, SymptomFeatures } from './features.ts';

/** The contribution of each feature to the log odds. */
export interface Weights {
  /** Of a runbook against none; `base` is that of a report without evidence. */
  readonly runbook: Readonly<Record<keyof RunbookFeatures | 'base', number>>;
  /** Of a symptom against the others of its runbook. */
  readonly symptom: Readonly<Record<keyof SymptomFeatures, number>>;
}

export const WEIGHTS: Weights = {
  runbook: {
    base: -4,
    own: 1.8,
    titled: 1.2,
    elsewhereOnly: -6,
    elsewhereToo: -1.6,
    neighboursOnly: -3,
    neighboursToo: -2,
    strangers: -1.8,
    unknownCode: -2.4,
    strange: -2,
    coverage: 2.4,
    whole: 2,
    explained: 2,
    mass: 1.1,
    raw: 1,
    unexplainedAlone: -3,
    known: 0,
    domain: 0,
    brief: 0,
  },
  symptom: { coverage: 2.4, whole: 2.6, explained: 2, mass: 1.1, raw: 1, likely: 1, told: 0 },
};

/** Returns the sum of the features, weighed. */
export function weighted(
  features: Readonly<Record<string, number>>,
  weights: Readonly<Record<string, number>>,
): number {
  let sum = 0;
  for (const name in features) sum += (weights[name] ?? 0) * (features[name] ?? 0);
  return sum;
}

/** Returns the probabilities of alternatives with these log odds; they add up to 1. */
export function softmax(odds: readonly number[]): number[] {
  const highest = Math.max(...odds);
  const shares = odds.map((value) => Math.exp(value - highest));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / all);
}
