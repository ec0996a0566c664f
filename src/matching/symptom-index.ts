import MiniSearch from 'minisearch';
import { locales } from '../i18n/locales.ts';
import type { Runbook, Symptom } from '../runbook/runbook.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import { deniedTokens } from './denials.ts';
import type { Meaning, MeaningKind } from './lexicon.ts';
import type { Reading, Term } from './reading.ts';
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

/** Number of symptoms examined closely; the others share too little with the report. */
const CANDIDATES = 12;
/**
 * Maximum number of meanings searched for: a longer report doesn't carry more information, only
 * more words.
 */
const MEANINGS_ASKED = 32;
/**
 * Maximum number of postings read in a search: a meaning that occurs in thousands of symptoms
 * distinguishes none of them.
 */
const POSTINGS_READ = 2500;
/**
 * Number of meanings always read, so that two frequent words together can still find what one alone
 * doesn't.
 */
const MEANINGS_READ = 2;
/** An idea survives rewording; a word or a product's name is weaker evidence. */
const KIND_WEIGHT = {
  concept: 1,
  everyday: 0.4,
  elsewhere: 1,
  neighbour: 0.8,
  system: 0.3,
  word: 0.9,
  product: 0.3,
  filler: 0,
} as const;
/** The text of a fix says less about its symptom than a wording does. */
const TOLD_BOOST = 0.3;
const PAIR_WEIGHT = 0.5;
const COMMON_WORD_WEIGHT = 0.35;
/** `msRTCSIP`, `certmgr`: people write such a word only about the thing itself. */
const TECHNICAL_WORD_WEIGHT = 1.5;
const TECHNICAL_WORD = /^word:[a-z][a-z0-9]{6,}$/;

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

/** Gives each meaning a number, in order of appearance, and a weight for its kind. */
class MeaningNumbers {
  readonly ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #weights: number[] = [];
  readonly #isCommon: (word: string) => boolean;

  constructor(isCommon: (word: string) => boolean) {
    this.#isCommon = isCommon;
  }

  /** Returns the numbers of all evidence in these terms, without duplicates. */
  of(terms: readonly Term[]): number[] {
    const found: number[] = [];
    for (const { meanings, text } of terms) {
      const isProduct = meanings.some(({ kind }) => kind === 'product');
      for (const meaning of meanings) {
        // The runbook's own product says nothing about which of its symptoms is meant.
        if (meaning.kind === 'filler' || (isProduct && meaning.kind === 'elsewhere')) continue;
        const number = this.#numbers.get(meaning.id) ?? this.#add(meaning, text);
        if (!found.includes(number)) found.push(number);
      }
    }
    return found;
  }

  numberOf(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  weightOf(number: number): number {
    return this.#weights[number] ?? 0;
  }

  #add({ kind, id }: Meaning, text: string): number {
    this.#numbers.set(id, this.ids.length);
    this.#weights.push(kindWeight(kind, id, kind === 'word' && this.#isCommon(text)));
    return this.ids.push(id) - 1;
  }
}

function kindWeight(kind: MeaningKind, id: string, common: boolean): number {
  if (kind !== 'word') return KIND_WEIGHT[kind];
  if (/^word:\p{Script=Han}/u.test(id)) return PAIR_WEIGHT;
  if (common) return COMMON_WORD_WEIGHT;
  return TECHNICAL_WORD.test(id) ? TECHNICAL_WORD_WEIGHT : KIND_WEIGHT.word;
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

function searcher(
  symptoms: readonly IndexedSymptom[],
  holders: readonly number[],
  rarest: number,
): SymptomIndex['nearest'] {
  const search = new MiniSearch({
    fields: ['meanings', 'told'],
    tokenize: (meanings) => meanings.split(' '),
    processTerm: (meaning) => meaning,
    searchOptions: {
      combineWith: 'OR',
      boost: { told: TOLD_BOOST },
      bm25: { k: 1.2, b: 0.2, d: 0 },
    },
  });
  search.addAll(
    symptoms.map(({ phrases, told }, id) => ({
      id,
      meanings: phrases.flatMap(({ meanings }) => meanings).join(' '),
      told: [...told].join(' '),
    })),
  );
  return (meanings) => {
    const telling = withinBudget(meanings, holders);
    if (telling.length === 0) return [];
    const found = search.search(telling.join(' ')).slice(0, CANDIDATES);
    return found.map(({ id, score }) => ({ position: Number(id), score: score / rarest }));
  };
}

/** Occurrences that every meaning is taken to have had in every symptom before it was counted. */
const SMOOTHING = 0.3;

function likelihoods(
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

/** Returns the rarest meanings that fit the postings budget together. */
function withinBudget(meanings: Iterable<number>, holders: readonly number[]): number[] {
  const telling: number[] = [];
  let postings = 0;
  for (const meaning of [...meanings].sort((a, b) => (holders[a] ?? 0) - (holders[b] ?? 0))) {
    postings += holders[meaning] ?? 0;
    if (
      telling.length === MEANINGS_ASKED ||
      (postings > POSTINGS_READ && telling.length >= MEANINGS_READ)
    )
      break;
    telling.push(meaning);
  }
  return telling;
}
