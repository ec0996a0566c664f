import type { Features } from './evidence.ts';

/** What each feature adds to the log odds of a symptom against "none of them". */
export interface Coefficients extends Readonly<Record<keyof Features, number>> {
  readonly base: number;
}

export const COEFFICIENTS: Coefficients = {
  base: -6.9,
  coverage: 2.2,
  whole: 2.3,
  explained: 2.0,
  strange: -2.0,
  ownProduct: 0.7,
  context: 1.1,
  unexplainedAlone: -3.2,
  elsewhereOnly: -8.4,
  elsewhereToo: -1.4,
  unknownCode: -2.2,
  mass: 1.1,
  raw: 1.1,
  mattersOnly: -3.4,
  mattersToo: -1.9,
  strangers: -1.9,
};

/** Log odds that a candidate is meant rather than nothing at all. */
export function logOdds(features: Features, coefficients: Coefficients = COEFFICIENTS): number {
  let sum = coefficients.base;
  for (const [name, value] of Object.entries(features)) {
    if (isFeature(name)) sum += coefficients[name] * value;
  }
  return sum;
}

/** Probabilities of the candidates, in their order; what is missing to 1 is the probability that none is meant. */
export function probabilities(odds: readonly number[]): number[] {
  const highest = Math.max(0, ...odds);
  const shares = odds.map((value) => Math.exp(value - highest));
  const all = shares.reduce((sum, share) => sum + share, Math.exp(-highest));
  return shares.map((share) => share / all);
}

function isFeature(name: string): name is keyof Features {
  return name in COEFFICIENTS && name !== 'base';
}
