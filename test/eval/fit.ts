import { softmax } from '../../src/matching/model.ts';
import type { Example } from './examples.ts';

const ROUNDS = 500;
const PACE = 0.05;
/** Decay rates of Adam's two moments: https://arxiv.org/abs/1412.6980 */
const FIRST = 0.9;
const SECOND = 0.999;

/**
 * Returns the weights under which the right alternatives are likeliest, less a penalty for large
 * ones: a conditional logit, by full-batch gradient descent, the same in every run.
 */
export function fitWeights(
  examples: readonly Example[],
  start: readonly number[],
  penalty: number,
) {
  let weights = [...start];
  const first = start.map(() => 0);
  const second = start.map(() => 0);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const slope = gradient(examples, weights, penalty);
    weights = weights.map((weight, place) => {
      const at = slope[place] ?? 0;
      first[place] = FIRST * (first[place] ?? 0) + (1 - FIRST) * at;
      second[place] = SECOND * (second[place] ?? 0) + (1 - SECOND) * at * at;
      const mean = (first[place] ?? 0) / (1 - FIRST ** round);
      const spread = Math.sqrt((second[place] ?? 0) / (1 - SECOND ** round));
      return weight - (PACE * mean) / (spread + 1e-8);
    });
  }
  return weights;
}

function gradient(
  examples: readonly Example[],
  weights: readonly number[],
  penalty: number,
): number[] {
  const slope = weights.map((weight) => 2 * penalty * weight);
  for (const { rows, right } of examples) {
    const shares = softmax(rows.map((row) => dot(row, weights)));
    const hit = shares.reduce((sum, share, index) => sum + (right[index] ? share : 0), 0);
    for (const [index, row] of rows.entries()) {
      const share = shares[index] ?? 0;
      const error = (share - (right[index] ? share / hit : 0)) / examples.length;
      for (const [place, value] of row.entries())
        slope[place] = (slope[place] ?? 0) + error * value;
    }
  }
  return slope;
}

function dot(row: readonly number[], weights: readonly number[]): number {
  return row.reduce((sum, value, place) => sum + value * (weights[place] ?? 0), 0);
}
