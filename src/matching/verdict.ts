import type { View } from './analyze.ts';
import type { WeighedSymptom } from './features.ts';
import type { IndexedSymptom } from './symptom-index.ts';

/** A symptom that may be meant, with its evidence. */
export interface Candidate {
  readonly symptom: IndexedSymptom;
  readonly evidence: WeighedSymptom;
  readonly odds: number;
  /** Probability that it is meant if its runbook is. */
  readonly share: number;
  readonly probability: number;
}

export type Verdict =
  | {
      readonly outcome: 'symptom';
      readonly candidates: readonly [Candidate];
      readonly confidence: number;
    }
  | {
      readonly outcome: 'choices';
      readonly candidates: readonly Candidate[];
      readonly confidence: number;
    }
  | { readonly outcome: 'none'; readonly candidates: readonly []; readonly confidence: number };

/** Chosen on the tuning halves of `test/eval/`: a wrong immediate answer costs most. */
export const THRESHOLDS = {
  /** Minimum probability that any runbook is meant for us to name a symptom. */
  ours: 0.5,
  /** The same to offer symptoms: a list is a cheap answer. */
  listed: 0.08,
  /** Minimum share of the best symptom in its runbook for it to be named immediately. */
  alone: 0.7,
  /** A symptom less likely than this isn't worth offering beside two others. */
  offered: 0.03,
} as const;

const MAX_CHOICES = 3;

/** Decides the answer from the ranked runbooks. */
export function chooseAnswer(
  views: readonly View[],
  thresholds: Readonly<Record<keyof typeof THRESHOLDS, number>> = THRESHOLDS,
): Verdict {
  const ours = views.reduce((sum, { probability }) => sum + probability, 0);
  const all = views
    .flatMap(({ candidates }) => candidates)
    .sort((one, other) => other.probability - one.probability);
  const best = all[0];
  if (best === undefined || ours < thresholds.listed)
    return { outcome: 'none', candidates: [], confidence: 1 - ours };
  if (ours >= thresholds.ours && best.probability >= thresholds.alone * ours)
    return { outcome: 'symptom', candidates: [best], confidence: best.probability };
  const offered = all
    .slice(0, MAX_CHOICES)
    .filter(({ probability }, place) => place < 2 || probability >= thresholds.offered);
  if (offered.length === 1 && best.probability >= thresholds.alone)
    return { outcome: 'symptom', candidates: [best], confidence: best.probability };
  if (offered.length < 2) return { outcome: 'none', candidates: [], confidence: 1 - ours };
  return {
    outcome: 'choices',
    candidates: offered,
    confidence: offered.reduce((sum, { probability }) => sum + probability, 0),
  };
}
