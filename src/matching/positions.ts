import type { Reading, Term } from './reading.ts';
import type { SymptomIndex } from './symptom-index.ts';

/** Where each meaning stands in a report, and what its terms weigh. */
export interface Positions {
  /** Places of each meaning the index knows, rising. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** 1 for each meaning that occurs: asked thousands of times a report. */
  readonly present: Uint8Array;
  /** Meanings of the term at each place, as far as the index knows them. */
  readonly meanings: readonly (readonly number[])[];
  /** Weight of the term at each place; 0 for filler. */
  readonly weights: readonly number[];
  /** How many terms are not filler. */
  readonly content: number;
  /** Share of them, 0..1, that mean nothing to any runbook nor in general. */
  readonly strange: number;
}

/** A word nobody knows may be what the report is about. */
const STRANGE_WEIGHT = 0.45;
/** A pair of Chinese characters is mostly part of an everyday word. */
const PAIR_STRANGENESS = 0.5;
/** A word everybody knows and no runbook has tells little. */
const SMALL_TALK_WEIGHT = 0.12;
/** A pasted log repeats itself: of each meaning its first and its last places are kept, this many in all. */
const MAX_PLACES = 32;

/** Lays a reading out once, for all candidates. */
export function indexPositions(
  reading: Reading,
  index: SymptomIndex,
  isCommon: (text: string) => boolean,
): Positions {
  const places = new Map<number, number[]>();
  const present = new Uint8Array(index.weights.length);
  const weights: number[] = [];
  const known: (readonly number[])[] = [];
  let strange = 0;
  let content = 0;
  for (const [at, term] of reading.terms.entries()) {
    const numbers = knownMeanings(term, index);
    for (const number of numbers) {
      note(places, number, at);
      present[number] = 1;
    }
    known.push(numbers);
    if (isFiller(term)) {
      weights.push(0);
      continue;
    }
    content += 1;
    const unknown = numbers.length === 0 && isWord(term) && !isCommon(term.text);
    if (unknown) strange += isPair(term) ? PAIR_STRANGENESS : 1;
    weights.push(
      numbers.length > 0
        ? greatest(index.weights, numbers)
        : unknown
          ? STRANGE_WEIGHT * (isPair(term) ? PAIR_STRANGENESS : 1)
          : SMALL_TALK_WEIGHT,
    );
  }
  return {
    places,
    present,
    meanings: known,
    weights,
    content,
    strange: content === 0 ? 0 : strange / content,
  };
}

const NONE: readonly number[] = [];

function knownMeanings({ meanings }: Term, index: SymptomIndex): readonly number[] {
  if (meanings.length > 1) return meanings.flatMap(({ id }) => index.numberOf(id) ?? []);
  const number = index.numberOf(meanings[0]?.id ?? '');
  return number === undefined ? NONE : [number];
}

function isFiller({ meanings }: Term): boolean {
  return meanings[0]?.kind === 'filler';
}

function isWord({ meanings }: Term): boolean {
  return meanings[0]?.kind === 'word';
}

function isPair({ text }: Term): boolean {
  return text > '\u3400';
}

function greatest(values: Float64Array, places: readonly number[]): number {
  let most = 0;
  for (const place of places) most = Math.max(most, values[place] ?? 0);
  return most;
}

function note(places: Map<number, number[]>, number: number, at: number): void {
  const found = places.get(number);
  if (found === undefined) {
    places.set(number, [at]);
    return;
  }
  if (found.length === MAX_PLACES) found.splice(MAX_PLACES / 2, 1);
  found.push(at);
}
