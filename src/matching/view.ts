import type { RunbookFeatures, WeighedSymptom } from './features.ts';
import type { IndexedSymptom } from './indexed-symptom.ts';
import type { KnownRunbook } from './knowledge.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scope.ts';

/** A report as seen from one runbook. */
export interface View {
  readonly known: KnownRunbook;
  readonly reading: Reading;
  readonly scope: Scope;
  readonly features: RunbookFeatures;
  /** Probability, 0..1, that the report is about this runbook. */
  readonly probability: number;
  /** True if another product is its subject. */
  readonly isForeign: boolean;
  /** Its symptoms, best first; their probabilities add up to that of the runbook. */
  readonly candidates: readonly Candidate[];
}

/** A symptom that may be meant, with its evidence. */
export interface Candidate {
  readonly symptom: IndexedSymptom;
  readonly evidence: WeighedSymptom;
  readonly odds: number;
  /** Probability that it is meant if its runbook is. */
  readonly share: number;
  readonly probability: number;
}
