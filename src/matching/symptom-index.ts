import { locales } from '../i18n/locales.ts';
import type { Runbook, Symptom } from '../runbook/runbook.ts';
import { deniedTokens } from './denials.ts';
import type { SymptomIndex } from './indexed-symptom.ts';
import { likelihoods } from './likelihoods.ts';
import { MeaningNumbers } from './meaning-numbers.ts';
import type { Reading } from './reading.ts';
import { searcher } from './symptom-search.ts';
import type { Token } from './tokens.ts';

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
