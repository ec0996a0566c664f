import type { IndexedSymptom, SymptomIndex } from './indexed-symptom.ts';

/** Occurrences that every meaning is taken to have had in every symptom before it was counted. */
const SMOOTHING = 0.3;

/** Counts the meanings of symptoms once: see `likelihoodOf`. */
export function likelihoods(
  symptoms: readonly IndexedSymptom[],
  weights: Float64Array,
): SymptomIndex['likelihoodOf'] {
  const totals = new Float64Array(weights.length);
  let wordings = 0;
  for (const { meanings, phrases } of symptoms) {
    wordings += phrases.length;
    for (const [meaning, places] of meanings)
      totals[meaning] = (totals[meaning] ?? 0) + places.length;
  }
  return (symptom, meanings) => {
    let sum = 0;
    let count = 0;
    for (const meaning of meanings) {
      const here = (symptom.meanings.get(meaning)?.length ?? 0) + SMOOTHING;
      const all = (totals[meaning] ?? 0) + SMOOTHING * symptoms.length;
      const expected = (all * (symptom.phrases.length + 1)) / (wordings + symptoms.length);
      sum += (weights[meaning] ?? 0) * Math.log(here / expected);
      count += 1;
    }
    return count === 0 ? 0 : sum / Math.sqrt(count);
  };
}
