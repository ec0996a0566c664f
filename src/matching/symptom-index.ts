import MiniSearch from 'minisearch';
import { LOCALES } from '../i18n/locale.ts';
import type { Runbook, Symptom } from '../runbook/runbook.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
import type { Meaning, MeaningKind } from './lexicon.ts';
import type { Reader, Term } from './reading.ts';
import type { Token } from './tokens.ts';

/** A wording a symptom is recognised by, as numbers of the meanings in it. */
export interface Phrase {
  readonly text: string;
  readonly meanings: readonly number[];
  /** Sum of their shares. */
  readonly share: number;
}

export interface IndexedSymptom {
  readonly ref: SymptomRef;
  /** Position of its runbook. */
  readonly runbook: number;
  readonly phrases: readonly Phrase[];
  /** Meanings of all its wordings. */
  readonly meanings: ReadonlySet<number>;
  readonly codes: readonly string[];
}

/** All symptoms of all runbooks, found by what they mean. Meanings are numbered, so that comparing them is cheap. */
export interface SymptomIndex {
  readonly symptoms: readonly IndexedSymptom[];
  /** The number of a meaning that some wording has. */
  readonly numberOf: (id: string) => number | undefined;
  readonly idOf: (meaning: number) => string;
  /** How telling each meaning is, 0..1: 1 where it speaks of one symptom alone. */
  readonly weights: Float64Array;
  /** The same, but for how much a wording lacks without it: what many symptoms share still belongs to each of them. */
  readonly shares: Float64Array;
  /** Positions of the symptoms nearest to these meanings, with MiniSearch's raw score over the greatest a word can reach. */
  readonly nearest: (
    meanings: Iterable<number>,
  ) => readonly { readonly position: number; readonly score: number }[];
}

/** Symptoms looked at closely; the others share too little with the report. */
const CANDIDATES = 24;
/** Meanings asked for: a longer report does not know more, it only says more. */
const MEANINGS_ASKED = 32;
/** Postings read to find them: what stands in thousands of symptoms tells none of them apart. */
const POSTINGS_READ = 2500;
/** Read in any case, so that two frequent words together still find what one alone does not. */
const MEANINGS_READ = 2;
/** An idea survives rewording; a word or a product's name is weaker evidence. */
const KIND_WEIGHT = {
  concept: 1,
  everyday: 0.4,
  elsewhere: 1,
  matter: 0.8,
  word: 0.9,
  product: 0.3,
  filler: 0,
} as const;
const PAIR_WEIGHT = 0.5;
const COMMON_WORD_WEIGHT = 0.35;
/** `msRTCSIP`, `certmgr`: nobody writes such a word but of the thing itself. */
const TECHNICAL_WORD_WEIGHT = 1.5;
const TECHNICAL_WORD = /^word:[a-z][a-z0-9]{6,}$/;

/**
 * Reads every wording once: numbers its meanings, and weighs them by how few symptoms have them. `onTokens` is shown
 * each wording's tokens, for whoever learns its words.
 */
export function indexSymptoms(
  runbooks: readonly Runbook[],
  reader: Reader,
  isCommon: (word: string) => boolean,
  onTokens: (tokens: readonly Token[]) => void,
): SymptomIndex {
  const meanings = new MeaningNumbers(isCommon);
  const read = (text: string) => {
    const { terms, tokens } = reader.read(text);
    onTokens(tokens);
    return { text, meanings: meanings.of(terms) };
  };
  const drafts = runbooks.flatMap((runbook, position) =>
    runbook.symptoms.map((symptom) => {
      const phrases = wordingsOf(symptom)
        .map(read)
        .filter((phrase) => phrase.meanings.length > 0);
      const own = new Set<number>();
      for (const phrase of phrases) for (const meaning of phrase.meanings) own.add(meaning);
      const ref = { runbook: runbook.id, symptom: symptom.id };
      return { runbook: position, ref, codes: symptom.codes, phrases, meanings: own };
    }),
  );
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
    numberOf: (id) => meanings.numberOf(id),
    idOf: (meaning) => meanings.ids[meaning] ?? '',
    weights,
    shares,
    nearest: searcher(symptoms, holders, rarest),
  };
}

function wordingsOf({ title, recognise }: Symptom): string[] {
  return [...new Set(LOCALES.flatMap((locale) => [title[locale], ...recognise[locale]]))];
}

/** Gives each meaning a number, in the order they are met, and a weight for its kind. */
class MeaningNumbers {
  readonly ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #weights: number[] = [];
  readonly #isCommon: (word: string) => boolean;

  constructor(isCommon: (word: string) => boolean) {
    this.#isCommon = isCommon;
  }

  /** Numbers of all that is evidence in these terms, each once. */
  of(terms: readonly Term[]): number[] {
    const found: number[] = [];
    for (const { meanings, text } of terms) {
      for (const meaning of meanings) {
        if (meaning.kind === 'filler') continue;
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

/** In how many symptoms each meaning occurs. */
function countHolders(
  symptoms: readonly { readonly meanings: ReadonlySet<number> }[],
  count: number,
): number[] {
  const holders = new Array<number>(count).fill(0);
  for (const { meanings } of symptoms) {
    for (const number of meanings) holders[number] = (holders[number] ?? 0) + 1;
  }
  return holders;
}

function sumOf(values: Float64Array, places: readonly number[]): number {
  return places.reduce((sum, place) => sum + (values[place] ?? 0), 0);
}

/** Inverse document frequency, as BM25 has it. */
function rarity(holders: number, all: number): number {
  return Math.log(1 + (all - holders + 0.5) / (holders + 0.5));
}

function searcher(
  symptoms: readonly IndexedSymptom[],
  holders: readonly number[],
  rarest: number,
): SymptomIndex['nearest'] {
  const search = new MiniSearch({
    fields: ['meanings'],
    tokenize: (meanings) => meanings.split(' '),
    processTerm: (meaning) => meaning,
    searchOptions: { combineWith: 'OR', bm25: { k: 1.2, b: 0.2, d: 0 } },
  });
  search.addAll(
    symptoms.map(({ phrases }, id) => ({
      id,
      meanings: phrases.flatMap(({ meanings }) => meanings).join(' '),
    })),
  );
  return (meanings) => {
    const telling = withinBudget(meanings, holders);
    if (telling.length === 0) return [];
    const found = search.search(telling.join(' ')).slice(0, CANDIDATES);
    return found.map(({ id, score }) => ({ position: Number(id), score: score / rarest }));
  };
}

/** The rarest meanings whose postings together stay within what may be read. */
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
