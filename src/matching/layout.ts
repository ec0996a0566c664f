import type { Reading } from './reading.ts';
import type { SymptomIndex } from './symptom-index.ts';

/** Where each meaning stands in a report, and what its terms weigh. */
export interface Layout {
  /** Places of each meaning the index knows, rising. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** Meanings of the term at each place, as far as the index knows them. */
  readonly meanings: readonly (readonly number[])[];
  /** Weight of the term at each place; 0 for filler. */
  readonly weights: readonly number[];
  /** Share of terms, 0..1, that mean nothing to any runbook nor in general. */
  readonly strange: number;
}

/** A word nobody knows may be what the report is about. */
const STRANGE_WEIGHT = 0.45;
/** A word everybody knows and no runbook has tells little. */
const SMALL_TALK_WEIGHT = 0.12;
/** A pasted log repeats itself; more places of one meaning add nothing. */
const MOST_PLACES = 40;

/** Lays a reading out once, for all candidates. */
export function layOut(reading: Reading, index: SymptomIndex, isCommon: (text: string) => boolean): Layout {
  const places = new Map<number, number[]>();
  const weights: number[] = [];
  const known: number[][] = [];
  let strange = 0;
  let content = 0;
  for (const [at, { meanings, text }] of reading.terms.entries()) {
    const telling = meanings.filter(({ kind }) => kind !== 'filler');
    const numbers = telling.flatMap(({ id }) => index.numberOf(id) ?? []);
    known.push(numbers);
    for (const number of numbers) note(places, number, at);
    const unknown = numbers.length === 0 && telling.some(({ kind }) => kind === 'word') && !isCommon(text);
    if (telling.length > 0) content += 1;
    if (unknown) strange += 1;
    const otherwise = unknown ? STRANGE_WEIGHT : SMALL_TALK_WEIGHT;
    if (telling.length === 0) weights.push(0);
    else
      weights.push(numbers.length > 0 ? Math.max(...numbers.map((number) => index.weights[number] ?? 0)) : otherwise);
  }
  return { places, meanings: known, weights, strange: content === 0 ? 0 : strange / content };
}

function note(places: Map<number, number[]>, number: number, at: number): void {
  const found = places.get(number);
  if (found === undefined) places.set(number, [at]);
  else if (found.length < MOST_PLACES) found.push(at);
}
