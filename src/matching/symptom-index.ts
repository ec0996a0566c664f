import MiniSearch from 'minisearch';
import { LOCALES } from '../i18n/locale.ts';
import type { Runbook, Symptom } from '../runbook/runbook.ts';
import type { MeaningKind } from './lexicon.ts';
import type { SymptomRef } from './match.ts';
import type { Reader, Term } from './reading.ts';

/** A wording a symptom is recognised by, as ids of meanings. */
export interface Phrase {
  readonly text: string;
  readonly ids: readonly string[];
}

export interface IndexedSymptom {
  readonly ref: SymptomRef;
  /** Position of its runbook. */
  readonly runbook: number;
  readonly title: string;
  readonly phrases: readonly Phrase[];
  readonly codes: readonly string[];
}

/** All symptoms of all runbooks, found by what they mean. */
export interface SymptomIndex {
  readonly symptoms: readonly IndexedSymptom[];
  /** How telling an id is, 0..1: 1 where it speaks of one symptom alone; undefined where no symptom has it. */
  readonly weightOf: (id: string) => number | undefined;
  /** The same, but for how much a wording lacks without it: what many symptoms share still belongs to each of them. */
  readonly shareOf: (id: string) => number;
  /** Positions of the symptoms nearest to these ids, with MiniSearch's raw score over the greatest a word can reach. */
  readonly nearest: (ids: ReadonlySet<string>) => readonly { readonly position: number; readonly score: number }[];
}

/** Symptoms looked at closely; the others share too little with the report. */
const CANDIDATES = 24;
/** Postings read to find them: what stands in thousands of symptoms tells none of them apart. */
const POSTINGS_READ = 6000;
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

/** Reads every wording once. */
export function indexSymptoms(
  runbooks: readonly Runbook[],
  reader: Reader,
  isCommon: (word: string) => boolean,
): SymptomIndex {
  const kindWeights = new Map<string, number>();
  const weighKind = ({ meanings, text }: Term) => {
    for (const { kind, id } of meanings) kindWeights.set(id, kindWeight(kind, id, isCommon(text)));
  };
  const symptoms = runbooks.flatMap((runbook, position) =>
    runbook.symptoms.map((symptom) => indexed(runbook, position, symptom, reader, weighKind)),
  );
  const holders = countHolders(symptoms);
  const rarest = rarity(1, symptoms.length);
  const weights = new Map<string, number>();
  const shares = new Map<string, number>();
  for (const [id, count] of holders) {
    const share = rarity(count, symptoms.length) / rarest;
    weights.set(id, (kindWeights.get(id) ?? 1) * Math.max(0.1, share));
    shares.set(id, (kindWeights.get(id) ?? 1) * (0.5 + 0.5 * share));
  }
  return {
    symptoms,
    weightOf: (id) => weights.get(id),
    shareOf: (id) => shares.get(id) ?? 0,
    nearest: searcher(symptoms, holders, rarest),
  };
}

/** Ids of the meanings that are evidence, without repetition. */
export function evidenceIds(terms: readonly Term[]): string[] {
  const ids = terms.flatMap((term) => term.meanings.filter(({ kind }) => kind !== 'filler').map(({ id }) => id));
  return [...new Set(ids)];
}

function indexed(
  runbook: Runbook,
  position: number,
  symptom: Symptom,
  reader: Reader,
  weighKind: (term: Term) => void,
): IndexedSymptom {
  const wordings = LOCALES.flatMap((locale) => [symptom.title[locale], ...symptom.recognise[locale]]);
  const phrases = [...new Set(wordings)].map((text) => {
    const { terms } = reader.read(text);
    terms.forEach(weighKind);
    return { text, ids: evidenceIds(terms) };
  });
  return {
    ref: { runbook: runbook.id, symptom: symptom.id },
    runbook: position,
    title: symptom.title.en,
    phrases: phrases.filter(({ ids }) => ids.length > 0),
    codes: symptom.codes,
  };
}

function kindWeight(kind: MeaningKind, id: string, common: boolean): number {
  if (kind !== 'word') return KIND_WEIGHT[kind];
  if (/^word:\p{Script=Han}/u.test(id)) return PAIR_WEIGHT;
  return common ? COMMON_WORD_WEIGHT : KIND_WEIGHT.word;
}

function countHolders(symptoms: readonly IndexedSymptom[]): Map<string, number> {
  const holders = new Map<string, number>();
  for (const { phrases } of symptoms) {
    for (const id of new Set(phrases.flatMap(({ ids }) => ids))) holders.set(id, (holders.get(id) ?? 0) + 1);
  }
  return holders;
}

/** Inverse document frequency, as BM25 has it. */
function rarity(holders: number, all: number): number {
  return Math.log(1 + (all - holders + 0.5) / (holders + 0.5));
}

function searcher(
  symptoms: readonly IndexedSymptom[],
  holders: ReadonlyMap<string, number>,
  rarest: number,
): SymptomIndex['nearest'] {
  const search = new MiniSearch({
    fields: ['ids'],
    tokenize: (ids) => ids.split('\n'),
    processTerm: (id) => id,
    searchOptions: { combineWith: 'OR', bm25: { k: 1.2, b: 0.2, d: 0 } },
  });
  search.addAll(symptoms.map(({ phrases }, id) => ({ id, ids: phrases.flatMap(({ ids }) => ids).join('\n') })));
  return (ids) => {
    const telling = withinBudget(ids, holders);
    if (telling.length === 0) return [];
    const found = search.search(telling.join('\n')).slice(0, CANDIDATES);
    return found.map(({ id, score }) => ({ position: Number(id), score: score / rarest }));
  };
}

/** The rarest ids whose postings together stay within what may be read. */
function withinBudget(ids: ReadonlySet<string>, holders: ReadonlyMap<string, number>): string[] {
  const known = [...ids].filter((id) => holders.has(id)).sort((a, b) => (holders.get(a) ?? 0) - (holders.get(b) ?? 0));
  const telling: string[] = [];
  let postings = 0;
  for (const id of known) {
    postings += holders.get(id) ?? 0;
    if (postings > POSTINGS_READ && telling.length > 0) break;
    telling.push(id);
  }
  return telling;
}
