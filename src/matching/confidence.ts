import type { Features } from './features.ts';

/** The contribution of each feature to the log odds of a symptom against "none of them". */
export interface Coefficients extends Readonly<Record<keyof Features, number>> {
  readonly base: number;
}

/**
 * Maximum-likelihood estimates for the reports of `test/eval/tune.jsonl` and `provided.jsonl`,
 * rounded. Run `test/eval/fit-confidence.ts` to compute them again after the lexicon, a feature or
 * a runbook has changed.
 */
export const COEFFICIENTS: Coefficients = {
  base: -7.2,
  coverage: 2.4,
  whole: 2.6,
  explained: 2.0,
  strange: -2.0,
  ownProduct: 0.6,
  context: 1.2,
  unexplainedAlone: -3.4,
  elsewhereOnly: -8.8,
  elsewhereToo: -1.6,
  unknownCode: -2.4,
  mass: 1.1,
  raw: 1.0,
  mattersOnly: -3.6,
  mattersToo: -2.1,
  strangers: -1.8,
};

/** Returns the log odds that a candidate is meant rather than none. */
export function logOdds(features: Features, coefficients: Coefficients = COEFFICIENTS): number {
  let sum = coefficients.base;
  for (const [name, value] of Object.entries(features)) {
    if (isFeature(name)) sum += coefficients[name] * value;
  }
  return sum;
}

/**
 * Returns the probabilities of the candidates, in order; the remainder up to 1 is the probability
 * that none is meant.
 */
export function probabilities(odds: readonly number[]): number[] {
  const highest = Math.max(0, ...odds);
  const shares = odds.map((value) => Math.exp(value - highest));
  const all = shares.reduce((sum, share) => sum + share, Math.exp(-highest));
  return shares.map((share) => share / all);
}

function isFeature(name: string): name is keyof Features {
  return name in COEFFICIENTS && name !== 'base';
}
