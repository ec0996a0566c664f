import type { SymptomRef } from '../runbook/symptom-ref.ts';

/** A wording that a symptom is recognized by, as the numbers of its meanings. */
export interface Phrase {
  readonly text: string;
  readonly meanings: readonly number[];
  /** Sum of their shares. */
  readonly share: number;
  /** True if the wording itself rules something out or says that something is not so. */
  readonly isNegative: boolean;
}

export interface IndexedSymptom {
  readonly ref: SymptomRef;
  /** Position in the index. */
  readonly position: number;
  readonly phrases: readonly Phrase[];
  /** Meanings in all its wordings, and the positions of the wordings that have each. */
  readonly meanings: ReadonlyMap<number, readonly number[]>;
  /** Meanings in the texts of its causes and fixes. */
  readonly told: ReadonlySet<number>;
  readonly codes: readonly string[];
}

/**
 * All symptoms of a runbook, searchable by meaning. Meanings are numbered to make comparison
 * cheap.
 */
export interface SymptomIndex {
  readonly symptoms: readonly IndexedSymptom[];
  /** Wordings that say that something is not so. */
  readonly negatives: readonly Phrase[];
  /** Returns the number of a meaning that occurs in some wording. */
  readonly numberOf: (id: string) => number | undefined;
  readonly idOf: (meaning: number) => string;
  /** Weight of each meaning, 0..1: 1 if it points to a single symptom. */
  readonly weights: Float64Array;
  /**
   * Share of each meaning in a wording, i.e. how much the wording lacks without it: a meaning that
   * many symptoms have still belongs to each of them.
   */
  readonly shares: Float64Array;
  /**
   * Returns the positions of the symptoms nearest to these meanings, with MiniSearch's raw score
   * divided by the highest score a word can reach.
   */
  readonly nearest: (
    meanings: Iterable<number>,
  ) => readonly { readonly position: number; readonly score: number }[];
  /**
   * Returns how much likelier these meanings are under a symptom than under the runbook, as the
   * mean log ratio (naive Bayes), and 0 if none of them is known.
   */
  readonly likelihoodOf: (symptom: IndexedSymptom, meanings: Iterable<number>) => number;
}
