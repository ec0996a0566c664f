import type { IndexedSymptom, SymptomIndex } from './indexed-symptom.ts';
import type { Positions } from './positions.ts';
import type { Mention, Scope } from './scope.ts';
import { bestSpan, type Span } from './span.ts';

/** Measures of how well a report fits a symptom, compared with the others of its runbook. */
export interface SymptomFeatures {
  /** Share of the best wording that occurs in the report, close together. */
  readonly coverage: number;
  /** Coverage squared, times the amount covered: whole wordings count more than halves of two. */
  readonly whole: number;
  /** Share of the report's text there that the symptom explains. */
  readonly explained: number;
  /** Combined weight of the matched words of the best wording. */
  readonly mass: number;
  /** Raw search score of the symptom as a whole, on a logarithmic scale. */
  readonly raw: number;
  /** How much likelier the report's words are under this symptom than under its runbook. */
  readonly likely: number;
  /** Share of the report's words that the texts of the symptom's fixes have. */
  readonly told: number;
}

/** Measures of how well a report fits a runbook, compared with none. */
export interface RunbookFeatures {
  readonly own: number;
  /** The report names the subject of the runbook's title, but no product. */
  readonly titled: number;
  /** Another product is named, but none of the runbook's. */
  readonly elsewhereOnly: number;
  /** Another product is named as well as the runbook's. */
  readonly elsewhereToo: number;
  /** Names that the runbook's subject is mistaken for, without one of its products: 0 to 2. */
  readonly neighboursOnly: number;
  readonly neighboursToo: number;
  /** Unknown names in the position of a product name: 0 to 2. */
  readonly strangers: number;
  readonly unknownCode: number;
  /** Share of the report's words that neither the runbook nor the general vocabulary knows. */
  readonly strange: number;
  /** Of the best symptom: see `SymptomFeatures`. */
  readonly coverage: number;
  readonly whole: number;
  readonly explained: number;
  readonly mass: number;
  readonly raw: number;
  /** Share that the best symptom doesn't explain, if the report names no product. */
  readonly unexplainedAlone: number;
  /** Share of the report's words that the runbook has anywhere. */
  readonly known: number;
  /** How much likelier the report's words are in this runbook than in ordinary helpdesk talk. */
  readonly domain: number;
  /** The report is a word or two. */
  readonly brief: number;
  /** Number of terms in the report, on a logarithmic scale. */
  readonly length: number;
}

/** A symptom's features, and the wording that fits the report best, if any does. */
export interface WeighedSymptom {
  readonly features: SymptomFeatures;
  readonly fit: Span | undefined;
}

/** In a long report, this many terms before and after a match belong to it. */
const NEIGHBOURHOOD = 4;
/** A report of up to this many terms is treated as a whole. */
const SHORT_REPORT = 24;
/** In a long report, names further than this many terms from the match belong to another part. */
const EARSHOT = 12;
const MAX_COUNTED = 2;
const BRIEF = 2;

/** A report's words by position, and the symptoms it is compared with. */
export interface IndexedReport {
  readonly positions: Positions;
  readonly index: SymptomIndex;
}

/** Computes the features of a report for one symptom; `raw` is its score in the search index. */
export function weighSymptom(
  symptom: IndexedSymptom,
  { positions, index }: IndexedReport,
  raw: number,
): WeighedSymptom {
  const fit = bestSpan(symptom, positions, index);
  const coverage = fit?.coverage ?? 0;
  const mass = fit?.mass ?? 0;
  return {
    fit,
    features: {
      coverage,
      whole: coverage ** 2 * Math.min(mass, 2.5),
      explained: fit === undefined ? 0 : explainedShare(symptom, fit, positions),
      mass: Math.log1p(mass),
      raw: Math.log1p(raw),
      told: toldShare(symptom, positions),
      likely: index.likelihoodOf(symptom, positions.places.keys()),
    },
  };
}

/** Computes the features of a report for a runbook, given its best symptom. */
export function weighRunbook(
  best: WeighedSymptom | undefined,
  scope: Scope,
  { positions }: IndexedReport,
  surroundings: Surroundings,
): RunbookFeatures {
  const fit = best?.fit;
  const own = scope.own.length > 0;
  const near = (mentions: readonly Mention[]) =>
    Math.min(MAX_COUNTED, mentionsNear(mentions, fit, positions));
  const elsewhere = near(scope.elsewhere) > 0;
  const neighbours = near(scope.neighbours);
  const { coverage = 0, whole = 0, explained = 0, mass = 0, raw = 0 } = best?.features ?? {};
  return {
    own: own ? 1 : 0,
    titled: scope.titled && !own ? 1 : 0,
    elsewhereOnly: elsewhere && !own ? 1 : 0,
    elsewhereToo: elsewhere && own ? 1 : 0,
    neighboursOnly: own ? 0 : neighbours,
    neighboursToo: own ? neighbours : 0,
    strangers: near(scope.strangers),
    unknownCode: scope.unknownCodes.length > 0 ? 1 : 0,
    strange: surroundings.strange,
    coverage,
    whole,
    explained,
    mass,
    raw,
    unexplainedAlone: own ? 0 : 1 - explained,
    known: surroundings.known,
    domain: surroundings.domain,
    brief: positions.content <= BRIEF ? 1 : 0,
    length: Math.log1p(surroundings.content),
  };
}

/** What is said of the part of a report that a match belongs to. */
export interface Surroundings {
  /** Number of its terms that aren't filler. */
  readonly content: number;
  readonly known: number;
  readonly strange: number;
  readonly domain: number;
}

/** Returns the first and the last term of the part of a report that a match belongs to. */
export function surroundingsOf(
  fit: Span | undefined,
  { weights }: Positions,
): readonly [number, number] {
  const last = weights.length - 1;
  if (fit === undefined || last < SHORT_REPORT) return [0, last];
  return [Math.max(0, fit.from - NEIGHBOURHOOD), Math.min(last, fit.to + NEIGHBOURHOOD)];
}

/** Counts the different names near the match; in a short report, all are near. */
function mentionsNear(
  mentions: readonly Mention[],
  fit: Span | undefined,
  layout: Positions,
): number {
  const whole = fit === undefined || layout.weights.length <= SHORT_REPORT;
  const near = whole
    ? mentions
    : mentions.filter(({ at }) => at > fit.from - EARSHOT && at < fit.to + EARSHOT);
  return new Set(near.map(({ text }) => text)).size;
}

function toldShare({ meanings, told }: IndexedSymptom, { said, all }: Positions): number {
  let found = 0;
  for (const { numbers, weight } of said) {
    if (numbers.some((meaning) => told.has(meaning) || meanings.has(meaning))) found += weight;
  }
  return all === 0 ? 0 : found / all;
}

/** Returns the share of the terms around the match that occur in any of the symptom's wordings. */
function explainedShare(symptom: IndexedSymptom, fit: Span, layout: Positions): number {
  const last = layout.weights.length - 1;
  const whole = last < SHORT_REPORT;
  const from = whole ? 0 : Math.max(0, fit.from - NEIGHBOURHOOD);
  const to = whole ? last : Math.min(last, fit.to + NEIGHBOURHOOD);
  let all = 0;
  let explained = 0;
  for (let at = from; at <= to; at += 1) {
    const weight = layout.weights[at] ?? 0;
    all += weight;
    if (layout.meanings[at]?.some((meaning) => symptom.meanings.has(meaning))) explained += weight;
  }
  return all === 0 ? 0 : explained / all;
}
