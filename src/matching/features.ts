import type { Positions } from './positions.ts';
import type { Mention, Scope } from './scope.ts';
import { bestSpan, type Span } from './span.ts';
import type { IndexedSymptom, SymptomIndex } from './symptom-index.ts';

/** Measures of how well a report fits a symptom; `confidence.ts` weighs them. All but the last five lie in 0..1. */
export interface Features {
  /** Share of the best wording that occurs in the report, close together. */
  readonly coverage: number;
  /** Coverage squared, times the amount covered: whole wordings count more than halves of two. */
  readonly whole: number;
  /** Share of the report's text there that the symptom explains. */
  readonly explained: number;
  /** Share of the report's words that neither a runbook nor the general lexicon knows. */
  readonly strange: number;
  readonly ownProduct: number;
  /** The report names a product of the runbook, or the subject of its title. */
  readonly context: number;
  /** Share that the symptom doesn't explain, if there is no such context. */
  readonly unexplainedAlone: number;
  /** Another product is named, but none of the runbook's. */
  readonly elsewhereOnly: number;
  /** Another product is named as well as the runbook's. */
  readonly elsewhereToo: number;
  readonly unknownCode: number;
  /** Combined weight of the matched words of the best wording. */
  readonly mass: number;
  /** Raw search score of the symptom as a whole, on a logarithmic scale. */
  readonly raw: number;
  /** Other matters are named, but no product of the runbook. */
  readonly mattersOnly: number;
  /** Other matters are named as well as the runbook's product. */
  readonly mattersToo: number;
  /** Unknown names in the position of a product name. */
  readonly strangers: number;
}

export interface WeighedFeatures {
  readonly features: Features;
  /** The wording that fits the report best, if any does. */
  readonly fit: Span | undefined;
  /** Number of terms in the report that aren't filler. */
  readonly terms: number;
}

/** In a long report, this many terms before and after a match belong to it. */
const NEIGHBOURHOOD = 4;
/** A report of up to this many terms is treated as a whole. */
const SHORT_REPORT = 24;
/** In a long report, names further than this many terms from the match belong to another part. */
const EARSHOT = 12;
const MAX_COUNTED = 2;

/** A report's words by position, and the symptoms it is compared with. */
export interface IndexedReport {
  readonly positions: Positions;
  readonly index: SymptomIndex;
}

/** Computes the features of a report for one symptom; `raw` is its score in the search index. */
export function weigh(
  symptom: IndexedSymptom,
  { positions: layout, index }: IndexedReport,
  scope: Scope,
  raw: number,
): WeighedFeatures {
  const fit = bestSpan(symptom, layout, index);
  const coverage = fit?.coverage ?? 0;
  const mass = fit?.mass ?? 0;
  const explained = fit === undefined ? 0 : explainedShare(symptom, fit, layout);
  const own = scope.own.length > 0;
  const near = (mentions: readonly Mention[]) =>
    Math.min(MAX_COUNTED, mentionsNear(mentions, fit, layout));
  const elsewhere = near(scope.elsewhere) > 0;
  const matters = near(scope.matters);
  const context = own || scope.titled;
  return {
    fit,
    terms: layout.content,
    features: {
      coverage,
      whole: coverage ** 2 * Math.min(mass, 2.5),
      explained,
      strange: layout.strange,
      ownProduct: own ? 1 : 0,
      context: context ? 1 : 0,
      unexplainedAlone: context ? 0 : 1 - explained,
      elsewhereOnly: elsewhere && !own ? 1 : 0,
      elsewhereToo: elsewhere && own ? 1 : 0,
      unknownCode: scope.unknownCodes.length > 0 ? 1 : 0,
      mass: Math.log1p(mass),
      raw: Math.log1p(raw),
      mattersOnly: own ? 0 : matters,
      mattersToo: own ? matters : 0,
      strangers: near(scope.strangers),
    },
  };
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
