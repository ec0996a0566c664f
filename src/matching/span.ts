import type { Positions } from './positions.ts';
import type { IndexedSymptom, Phrase, SymptomIndex } from './symptom-index.ts';

/** How a wording lies in a report. */
export interface Span {
  readonly phrase: Phrase;
  /** Share of the wording that the report has, close together, 0..1. */
  readonly coverage: number;
  /** How telling what it has is, together. */
  readonly mass: number;
  readonly matched: readonly number[];
  /** First and last place of it in the report. */
  readonly from: number;
  readonly to: number;
}

interface Place {
  readonly at: number;
  readonly meaning: number;
}

/** Words matched further apart than this many times the wording's length are not that wording. */
const SPREAD = 3;
const MIN_SPREAD = 12;
/** Less of a wording than this is chance. */
const LEAST_COVERAGE = 0.2;
const FULL_MASS = 3;

/** The wording of a symptom that lies best in a report. */
export function bestSpan(
  symptom: IndexedSymptom,
  layout: Positions,
  index: SymptomIndex,
): Span | undefined {
  const { phrases } = symptom;
  const most = phrases.map((phrase) => maxOf(phrase, layout, index));
  const likeliest = phrases[most.indexOf(Math.max(...most))];
  let best = likeliest === undefined ? undefined : fitOf(likeliest, layout, index);
  let highest = best === undefined ? 0 : worthOf(best);
  for (const [place, phrase] of phrases.entries()) {
    if ((most[place] ?? 0) <= highest || phrase === likeliest) continue;
    const fit = fitOf(phrase, layout, index);
    if (worthOf(fit) <= highest) continue;
    highest = worthOf(fit);
    best = fit;
  }
  return highest > 0 ? best : undefined;
}

/** The most a wording can be worth, if all of it that the report has stood close together. */
function maxOf(phrase: Phrase, layout: Positions, index: SymptomIndex): number {
  let share = 0;
  let mass = 0;
  for (const meaning of phrase.meanings) {
    if (layout.present[meaning] !== 1) continue;
    share += index.shares[meaning] ?? 0;
    mass += index.weights[meaning] ?? 0;
  }
  return worth(share / phrase.share, mass);
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
    (layout.places.get(meaning) ?? []).map((at) => ({ at, meaning })),
  );
  places.sort((a, b) => a.at - b.at);
  const { from, to, matched } = densest(places, spread, index.shares);
  const coverage = sumOf(index.shares, matched) / phrase.share;
  return { phrase, coverage, mass: sumOf(index.weights, matched), matched, from, to };
}

/** Of all stretches no longer than `spread`, the one in which most of the wording stands. */
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
