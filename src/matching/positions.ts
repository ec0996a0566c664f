import { deniedTokens } from './denials.ts';
import type { SymptomIndex } from './indexed-symptom.ts';
import type { Reading, Term } from './reading.ts';

/** The positions of each meaning in a report, and the weights of its terms. */
export interface Positions {
  /** Positions of each indexed meaning that the report does not rule out, ascending. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** The same of what it rules out. */
  readonly ruledOut: ReadonlyMap<number, readonly number[]>;
  /** Meanings that occur, ruled out or not. */
  readonly present: ReadonlySet<number>;
  /** Indexed meanings of the term at each position. */
  readonly meanings: readonly (readonly number[])[];
  /** Weight of the term at each position; 0 for filler. */
  readonly weights: readonly number[];
  /** How strange the term at each position is: 1 if neither the runbook nor everyday language has it. */
  readonly strangeness: readonly number[];
  /** Number of terms that aren't filler. */
  readonly content: number;
  /** Each different thing that is said of the runbook's, and the weight of its terms together. */
  readonly said: readonly Weighed[];
  /** Weight of all terms together. */
  readonly all: number;
}

interface Weighed {
  readonly numbers: readonly number[];
  readonly weight: number;
}

/** An unknown word may be the subject of the report. */
const STRANGE_WEIGHT = 0.45;
/** A pair of Chinese characters is usually part of an everyday word. */
const PAIR_STRANGENESS = 0.5;
/** A well-known word that no runbook contains says little. */
const SMALL_TALK_WEIGHT = 0.12;
/**
 * A pasted log repeats itself: only the first and last positions of each meaning are stored, this
 * many in total.
 */
const MAX_PLACES = 32;

/** Indexes a reading once for all candidates. */
export function indexPositions(
  reading: Reading,
  index: SymptomIndex,
  isCommon: (text: string) => boolean,
): Positions {
  const places = new Map<number, number[]>();
  const ruledOut = new Map<number, number[]>();
  const denied = deniedIn(reading, index);
  const present = new Set<number>();
  const weights: number[] = [];
  const known: (readonly number[])[] = [];
  const strangeness: number[] = [];
  let content = 0;
  for (const [at, term] of reading.terms.entries()) {
    const numbers = knownMeanings(term, index);
    const isDenied = denied.has(term.from);
    for (const number of numbers) {
      note(isDenied ? ruledOut : places, number, at);
      present.add(number);
    }
    known.push(numbers);
    if (isFiller(term) || isDenied) {
      weights.push(0);
      strangeness.push(0);
      continue;
    }
    content += 1;
    const unknown = numbers.length === 0 && isWord(term) && !isCommon(term.text);
    strangeness.push(unknown ? (isPair(term) ? PAIR_STRANGENESS : 1) : 0);
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
    ruledOut,
    present,
    meanings: known,
    weights,
    content,
    strangeness,
    said: saidIn(known, weights),
    all: weights.reduce((sum, weight) => sum + weight, 0),
  };
}

/** A pasted log says the same things over and over: each is compared with the symptoms once. */
function saidIn(
  meanings: readonly (readonly number[])[],
  weights: readonly number[],
): readonly Weighed[] {
  const said = new Map<string, { numbers: readonly number[]; weight: number }>();
  for (const [at, numbers] of meanings.entries()) {
    const weight = weights[at] ?? 0;
    if (numbers.length === 0 || weight === 0) continue;
    const key = numbers.length === 1 ? String(numbers[0]) : numbers.join(' ');
    const known = said.get(key);
    if (known === undefined) said.set(key, { numbers, weight });
    else known.weight += weight;
  }
  return [...said.values()];
}

/** What a report rules out; nothing if it speaks of nothing else. */
function deniedIn({ tokens, terms }: Reading, index: SymptomIndex): ReadonlySet<number> {
  const denied = deniedTokens(tokens);
  if (denied.size === 0) return NOTHING;
  const known = terms.map((term) => ({
    isDenied: denied.has(term.from),
    numbers: knownMeanings(term, index),
  }));
  const isElse = known.some(({ isDenied, numbers }) => !isDenied && numbers.length > 0);
  if (!isElse) return NOTHING;
  const said = new Set(known.flatMap(({ numbers }) => numbers));
  const ruledOut = new Set(known.flatMap(({ isDenied, numbers }) => (isDenied ? numbers : [])));
  return isWordingOf(index, said, ruledOut) ? NOTHING : denied;
}

const NOTHING: ReadonlySet<number> = new Set();
/** A wording that is about what is missing consists of at least this share of it. */
const ABOUT_MISSING = 0.6;

/**
 * Returns true if what a report says isn't so is a whole wording: "the user is not enabled" rules
 * nothing out.
 */
function isWordingOf(
  { negatives, shares }: SymptomIndex,
  said: ReadonlySet<number>,
  ruledOut: ReadonlySet<number>,
): boolean {
  return negatives.some(({ meanings, share }) => {
    if (!meanings.every((meaning) => said.has(meaning))) return false;
    const missing = meanings.filter((meaning) => ruledOut.has(meaning));
    return (
      missing.reduce((sum, meaning) => sum + (shares[meaning] ?? 0), 0) >= ABOUT_MISSING * share
    );
  });
}

/**
 * Returns, of a part of a report, the number of terms that aren't filler, the share of them that is
 * strange, and the share of their weight that the runbook has: 0..1.
 */
export function partOf(
  { meanings, weights, strangeness }: Positions,
  from: number,
  to: number,
): { readonly content: number; readonly strange: number; readonly known: number } {
  let content = 0;
  let strange = 0;
  let known = 0;
  let all = 0;
  for (let at = from; at <= to; at += 1) {
    const weight = weights[at] ?? 0;
    if (weight > 0) content += 1;
    strange += strangeness[at] ?? 0;
    all += weight;
    if ((meanings[at]?.length ?? 0) > 0) known += weight;
  }
  return {
    content,
    strange: content === 0 ? 0 : strange / content,
    known: all === 0 ? 0 : known / all,
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
