/**
 * Finds the coefficients of `src/matching/confidence.ts`: the likeliest under the tuning reports,
 * held near the standing ones by a penalty, so that a few hundred reports cannot bend them far.
 * Prints them; writes nothing. Run with `npx node test/eval/fit-confidence.ts`.
 */
import { resolve } from 'node:path';
import { COEFFICIENTS, probabilities } from '../../src/matching/confidence.ts';
import { createMatcher } from '../../src/matching/matcher.ts';
import { loadRunbooks } from '../../src/runbook/load-runbooks.ts';
import { labelledReports } from './reports.ts';

const PENALTY = 0.004;
const ROUNDS = 1500;
const PACE = 0.5;

type Name = keyof typeof COEFFICIENTS;

/** One report: the features of each candidate, and which of them are right. */
interface Example {
  readonly rows: readonly (readonly number[])[];
  readonly right: readonly boolean[];
}

const names = Object.keys(COEFFICIENTS).filter((name): name is Name => name in COEFFICIENTS);
const standing = names.map((name) => COEFFICIENTS[name]);

const matcher = createMatcher(await loadRunbooks(resolve(import.meta.dirname, '../../dialogs')));
const reports = [...labelledReports('provided'), ...labelledReports('tune')].filter(
  ({ expected }) => !expected.some((id) => id === 'agent-request' || id.startsWith('wish:')),
);
const examples = reports.map(({ text, expected }): Example => {
  const { candidates } = matcher.explain(text);
  return {
    rows: candidates.map(({ evidence }) =>
      names.map((name) => (name === 'base' ? 1 : evidence.features[name])),
    ),
    right: candidates.map(({ symptom }) => expected.includes(symptom.ref.symptom)),
  };
});

let weights = [...standing];
for (let round = 0; round < ROUNDS; round += 1) {
  const slope = gradient(weights);
  weights = weights.map((weight, place) => weight + PACE * (slope[place] ?? 0));
}
console.log(
  `mean log likelihood ${likelihood(standing).toFixed(4)} before, ${likelihood(weights).toFixed(4)} after`,
);
for (const [place, name] of names.entries()) {
  console.log(
    `  ${name}: ${(weights[place] ?? 0).toFixed(2)}, // ${(standing[place] ?? 0).toFixed(2)}`,
  );
}

/**
 * Slope of the mean log likelihood that the right candidate, or none where there is none, is
 * chosen; less the penalty.
 */
function gradient(at: readonly number[]): number[] {
  const slope = at.map((weight, place) => -PENALTY * (weight - (standing[place] ?? 0)));
  for (const { rows, right } of examples) {
    const shares = probabilities(rows.map((row) => dot(row, at)));
    const hit = shares.reduce((sum, share, index) => sum + (right[index] ? share : 0), 0);
    for (const [index, row] of rows.entries()) {
      const share = shares[index] ?? 0;
      const wanted = hit > 0 && right[index] ? share / hit : 0;
      for (const [place, value] of row.entries())
        slope[place] = (slope[place] ?? 0) + ((wanted - share) * value) / examples.length;
    }
  }
  return slope;
}

function likelihood(at: readonly number[]): number {
  const logs = examples.map(({ rows, right }) => {
    const shares = probabilities(rows.map((row) => dot(row, at)));
    const all = shares.reduce((sum, share) => sum + share, 0);
    const hit = shares.reduce((sum, share, index) => sum + (right[index] ? share : 0), 0);
    return Math.log(Math.max(1e-9, right.includes(true) ? hit : 1 - all));
  });
  return logs.reduce((sum, value) => sum + value, 0) / logs.length;
}

function dot(row: readonly number[], at: readonly number[]): number {
  return row.reduce((sum, value, place) => sum + value * (at[place] ?? 0), 0);
}
