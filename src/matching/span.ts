import type { IndexedSymptom, Phrase, SymptomIndex } from './indexed-symptom.ts';
import type { Positions } from './positions.ts';

/** The match of a wording in a report. */
export interface Span {
  readonly phrase: Phrase;
  /** Share of the wording, 0..1, that occurs in the report, close together. */
  readonly coverage: number;
  /** Combined weight of the matched meanings. */
  readonly mass: number;
  readonly matched: readonly number[];
  /** First and last position of the match in the report. */
  readonly from: number;
  readonly to: number;
}

interface Place {
  readonly at: number;
  readonly meaning: number;
}

/** Words that are further apart than this many times the wording's length aren't that wording. */
const SPREAD = 3;
const MIN_SPREAD = 12;
/** A lower coverage than this is coincidence. */
const LEAST_COVERAGE = 0.2;
const FULL_MASS = 3;

/** Returns the symptom's wording that fits the report best. */
export function bestSpan(
  symptom: IndexedSymptom,
  layout: Positions,
  index: SymptomIndex,
): Span | undefined {
  const bounds = boundsOf(symptom, layout, index);
  let best: Span | undefined;
  let highest = 0;
  for (const { place, bound } of bounds) {
    if (bound <= highest) break;
    const phrase = symptom.phrases[place];
    const fit = phrase && fitOf(phrase, layout, index);
    if (fit === undefined || worthOf(fit) <= highest) continue;
    highest = worthOf(fit);
    best = fit;
  }
  return best;
}

interface Bound {
  readonly place: number;
  readonly bound: number;
}

/**
 * Returns the wordings that share a word with the report, those of the highest possible worth first:
 * their worth if all those words were close together.
 */
function boundsOf(
  { phrases, meanings }: IndexedSymptom,
  { present }: Positions,
  { shares, weights }: SymptomIndex,
): readonly Bound[] {
  const share = new Float64Array(phrases.length);
  const mass = new Float64Array(phrases.length);
  const places: number[] = [];
  for (const meaning of present) {
    for (const place of meanings.get(meaning) ?? []) {
      if (share[place] === 0) places.push(place);
      share[place] = (share[place] ?? 0) + (shares[meaning] ?? 0);
      mass[place] = (mass[place] ?? 0) + (weights[meaning] ?? 0);
    }
  }
  return places
    .map((place) => ({
      place,
      bound: worth((share[place] ?? 0) / (phrases[place]?.share ?? 1), mass[place] ?? 0),
    }))
    .sort((one, other) => other.bound - one.bound || one.place - other.place);
}

function worthOf({ coverage, mass }: Span): number {
  return coverage < LEAST_COVERAGE ? 0 : worth(coverage, mass);
}

function worth(coverage: number, mass: number): number {
  return coverage * Math.sqrt(coverage) * Math.min(FULL_MASS, mass);
}

function fitOf(phrase: Phrase, layout: Positions, index: SymptomIndex): Span {
  const spread = Math.max(MIN_SPREAD, SPREAD * phrase.meanings.length);
  const places = phrase.meanings.flatMap((meaning) =>
    [
      ...(layout.places.get(meaning) ?? []),
      ...(phrase.isNegative ? (layout.ruledOut.get(meaning) ?? []) : []),
    ].map((at) => ({ at, meaning })),
  );
  places.sort((a, b) => a.at - b.at);
  const { from, to, matched } = densest(places, spread, index.shares);
  const coverage = sumOf(index.shares, matched) / phrase.share;
  return { phrase, coverage, mass: sumOf(index.weights, matched), matched, from, to };
}

/** Returns the stretch of at most `spread` terms that contains most of the wording. */
function densest(
  places: readonly Place[],
  spread: number,
  shares: Float64Array,
): Pick<Span, 'from' | 'to' | 'matched'> {
  const inside = new Map<number, number>();
  let covered = 0;
  let first = 0;
  let best = { covered: 0, first: 0, last: -1 };
  for (const [last, { at, meaning }] of places.entries()) {
    const count = inside.get(meaning) ?? 0;
    if (count === 0) covered += shares[meaning] ?? 0;
    inside.set(meaning, count + 1);
    for (
      let start = places[first];
      start !== undefined && at - start.at > spread;
      start = places[first]
    ) {
      const left = (inside.get(start.meaning) ?? 0) - 1;
      inside.set(start.meaning, left);
      if (left === 0) covered -= shares[start.meaning] ?? 0;
      first += 1;
    }
    if (covered > best.covered + 1e-9) best = { covered, first, last };
  }
  const stretch = places.slice(best.first, best.last + 1);
  const matched = [...new Set(stretch.map(({ meaning }) => meaning))];
  return { from: stretch[0]?.at ?? 0, to: stretch.at(-1)?.at ?? 0, matched };
}

function sumOf(values: Float64Array, places: readonly number[]): number {
  let sum = 0;
  for (const place of places) sum += values[place] ?? 0;
  return sum;
}
