import { probabilities } from './confidence.ts';
import type { Evidence } from './evidence.ts';
import type { IndexedSymptom } from './symptom-index.ts';

/** A symptom that may be meant, with what speaks for it. */
export interface Candidate {
  readonly symptom: IndexedSymptom;
  readonly evidence: Evidence;
  readonly odds: number;
  readonly probability: number;
}

export type Verdict =
  | { readonly outcome: 'symptom'; readonly candidates: readonly [Candidate]; readonly confidence: number }
  | { readonly outcome: 'choices'; readonly candidates: readonly Candidate[]; readonly confidence: number }
  | { readonly outcome: 'none'; readonly candidates: readonly []; readonly confidence: number };

/** Chosen on the reports of `test/eval/tune.jsonl` and `provided.jsonl`: being wrong straight away costs most. */
export const THRESHOLDS = {
  /** As sure as this that any symptom is meant, we answer at all. */
  ours: 0.5,
  /** Where the best has this share of what speaks for any symptom, it is named straight away; else they are offered. */
  alone: 0.85,
  /** A symptom less likely than this is not worth offering beside two others. */
  offered: 0.03,
} as const;

const MOST_CHOICES = 3;

/** Gives candidates their probabilities, best first. */
export function rank(candidates: readonly Omit<Candidate, 'probability'>[]): Candidate[] {
  const shares = probabilities(candidates.map(({ odds }) => odds));
  return candidates
    .map((candidate, index) => ({ ...candidate, probability: shares[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
}

/** Decides what ranked candidates amount to. */
export function decide(ranked: readonly Candidate[]): Verdict {
  const best = ranked[0];
  if (best === undefined) return { outcome: 'none', candidates: [], confidence: 0.98 };
  const any = ranked.reduce((sum, { probability }) => sum + probability, 0);
  if (any < THRESHOLDS.ours) return { outcome: 'none', candidates: [], confidence: 1 - any };
  if (best.probability >= THRESHOLDS.alone * any || ranked.length === 1) {
    return { outcome: 'symptom', candidates: [best], confidence: best.probability };
  }
  const offered = ranked
    .slice(0, MOST_CHOICES)
    .filter(({ probability }, place) => place < 2 || probability >= THRESHOLDS.offered);
  const together = offered.reduce((sum, { probability }) => sum + probability, 0);
  return { outcome: 'choices', candidates: offered, confidence: together };
}
