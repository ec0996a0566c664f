import { locales } from '../i18n/locales.ts';
import type { Runbook, Symptom } from '../runbook/runbook.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import { deniedTokens } from './denials.ts';
import { likelihoods } from './likelihoods.ts';
import { MeaningNumbers } from './meaning-numbers.ts';
import type { Reading } from './reading.ts';
import { searcher } from './symptom-search.ts';
import type { Token } from './tokens.ts';

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

/** Reads a text of a runbook. */
export type ReadText = (text: string) => Pick<Reading, 'terms' | 'tokens'>;

/** Reads every wording once: numbers its meanings, and weights them by how few symptoms have them. */
export function indexSymptoms(
  runbook: Runbook,
  read: ReadText,
  isCommon: (word: string) => boolean,
): SymptomIndex {
  const meanings = new MeaningNumbers(isCommon);
  const drafts = runbook.symptoms.map((symptom, position) => {
    const phrases = wordingsOf(symptom)
      .map((text) => {
        const { terms, tokens } = read(text);
        return { text, meanings: meanings.of(terms), isNegative: isNegative(tokens) };
      })
      .filter((phrase) => phrase.meanings.length > 0);
    const own = new Map<number, number[]>();
    for (const [place, phrase] of phrases.entries()) {
      for (const meaning of phrase.meanings) {
        const places = own.get(meaning);
        if (places === undefined) own.set(meaning, [place]);
        else places.push(place);
      }
    }
    const told = new Set(
      textsOf(symptom, runbook).flatMap((text) => meanings.of(read(text).terms)),
    );
    const ref = { runbook: runbook.id, symptom: symptom.id };
    return { position, ref, codes: symptom.codes, phrases, meanings: own, told };
  });
  const holders = countHolders(drafts, meanings.ids.length);
  const rarest = rarity(1, drafts.length);
  const rarities = holders.map((count) => rarity(count, drafts.length) / rarest);
  const weights = Float64Array.from(
    rarities,
    (share, number) => meanings.weightOf(number) * Math.max(0.1, share),
  );
  const shares = Float64Array.from(
    rarities,
    (share, number) => meanings.weightOf(number) * (0.5 + 0.5 * share),
  );
  const symptoms = drafts.map((draft) => ({
    ...draft,
    phrases: draft.phrases.map((phrase) => ({ ...phrase, share: sumOf(shares, phrase.meanings) })),
  }));
  return {
    symptoms,
    negatives: symptoms.flatMap(({ phrases }) => phrases.filter((phrase) => phrase.isNegative)),
    numberOf: (id) => meanings.numberOf(id),
    idOf: (meaning) => meanings.ids[meaning] ?? '',
    weights,
    shares,
    nearest: searcher(symptoms, holders, rarest),
    likelihoodOf: likelihoods(symptoms, weights),
  };
}

function isNegative(tokens: readonly Token[]): boolean {
  return tokens.some(({ key }) => key === 'not') || deniedTokens(tokens).size > 0;
}

/** Returns the texts of a symptom's causes and fixes, in every language. */
function textsOf({ causes }: Symptom, runbook: Runbook): string[] {
  const meant = runbook.causes.filter(({ id }) => causes.includes(id));
  const texts = meant.flatMap(({ title, why, fix }) => [
    title,
    why,
    fix.title,
    ...fix.stages.flatMap((stage) => [stage.title, stage.why, ...stage.steps]),
  ]);
  return texts.flatMap((text) => locales().map((locale) => text[locale]));
}

function wordingsOf({ title, recognise }: Symptom): string[] {
  return [...new Set(locales().flatMap((locale) => [title[locale], ...recognise[locale]]))];
}

/** Counts the symptoms in which each meaning occurs. */
function countHolders(
  symptoms: readonly {
    readonly meanings: ReadonlyMap<number, unknown>;
    readonly told: ReadonlySet<number>;
  }[],
  count: number,
): number[] {
  const holders = new Array<number>(count).fill(0);
  for (const { meanings, told } of symptoms) {
    for (const number of new Set([...meanings.keys(), ...told]))
      holders[number] = (holders[number] ?? 0) + 1;
  }
  return holders;
}

function sumOf(values: Float64Array, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + (values[place] ?? 0), 0);
}

/** Inverse document frequency, as in BM25. */
function rarity(holders: number, all: number): number {
  return Math.log(1 + (all - holders + 0.5) / (holders + 0.5));
}
