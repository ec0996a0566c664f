import { probabilities } from './confidence.ts';
import type { WeighedFeatures } from './features.ts';
import type { IndexedSymptom } from './symptom-index.ts';

/** A symptom that may be meant, with its evidence. */
export interface Candidate {
  readonly symptom: IndexedSymptom;
  readonly evidence: WeighedFeatures;
  readonly odds: number;
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

/**
 * Chosen on the reports of `test/eval/tune.jsonl` and `provided.jsonl`: a wrong immediate answer
 * costs most.
 */
export const THRESHOLDS = {
  /** Minimum probability that any symptom is meant for us to answer at all. */
  ours: 0.5,
  /**
   * The same for a report of a word or two that are all known to us: a list of choices is a good
   * answer to it.
   */
  oursInAWord: 0.2,
  /**
   * If the best candidate has this share of the probability that any symptom is meant, it is named
   * immediately; otherwise the candidates are offered.
   */
  alone: 0.85,
  /** A symptom less likely than this isn't worth offering beside two others. */
  offered: 0.03,
} as const;

const MAX_CHOICES = 3;
const FEW_TERMS = 2;
const TELLING = 0.35;

/** Assigns probabilities to the candidates and sorts them, best first. */
export function rank(candidates: readonly Omit<Candidate, 'probability'>[]): Candidate[] {
  const shares = probabilities(candidates.map(({ odds }) => odds));
  return candidates
    .map((candidate, index) => ({ ...candidate, probability: shares[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
}

/** Decides the answer from the ranked candidates. */
export function chooseAnswer(ranked: readonly Candidate[]): Verdict {
  const best = ranked[0];
  if (best === undefined) return { outcome: 'none', candidates: [], confidence: 0.98 };
  const any = sumOf(ranked);
  if (
    any >= THRESHOLDS.ours &&
    (best.probability >= THRESHOLDS.alone * any || ranked.length === 1)
  ) {
    return { outcome: 'symptom', candidates: [best], confidence: best.probability };
  }
  const offered = ranked
    .slice(0, MAX_CHOICES)
    .filter(({ probability }, place) => place < 2 || probability >= THRESHOLDS.offered);
  const together = sumOf(offered);
  const enough = isAWordOfOurs(best) ? THRESHOLDS.oursInAWord : THRESHOLDS.ours;
  if (together < enough || offered.length < 2)
    return { outcome: 'none', candidates: [], confidence: 1 - any };
  return { outcome: 'choices', candidates: offered, confidence: together };
}

function sumOf(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { probability }) => sum + probability, 0);
}

/**
 * "DNS", "certificate?": the report contains only the symptom's words, and they are telling enough.
 */
function isAWordOfOurs({ evidence: { features, terms } }: Candidate): boolean {
  const aside =
    features.elsewhereOnly + features.mattersOnly + features.strangers + features.unknownCode;
  return terms <= FEW_TERMS && features.explained >= 0.9 && features.mass >= TELLING && aside === 0;
}
