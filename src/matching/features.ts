import type { Positions } from './positions.ts';
import type { Mention, Scope } from './scope.ts';
import { bestSpan, type Span } from './span.ts';
import type { IndexedSymptom, SymptomIndex } from './symptom-index.ts';

/** Measures of how well a report fits a symptom; `confidence.ts` weighs them. All but the last five lie in 0..1. */
export interface Features {
  /** Share of the best wording that the report has, close together. */
  readonly coverage: number;
  /** Coverage squared, times how much was covered: whole wordings count more than halves of two. */
  readonly whole: number;
  /** Share of what the report says there that the symptom explains. */
  readonly explained: number;
  /** Share of the report's words that mean nothing to any runbook nor in general. */
  readonly strange: number;
  readonly ownProduct: number;
  /** A product of the runbook is named, or what its title speaks of. */
  readonly context: number;
  /** Share the symptom does not explain, where there is no such context. */
  readonly unexplainedAlone: number;
  /** Another product is named, and none of the runbook's. */
  readonly elsewhereOnly: number;
  /** Another product is named beside the runbook's. */
  readonly elsewhereToo: number;
  readonly unknownCode: number;
  /** How telling the matched words of the best wording are, together. */
  readonly mass: number;
  /** Raw search score of the symptom as a whole, on a logarithmic scale. */
  readonly raw: number;
  /** Other matters named, and no product of the runbook. */
  readonly mattersOnly: number;
  /** Other matters named beside the runbook's product. */
  readonly mattersToo: number;
  /** Unknown names in the place of a product. */
  readonly strangers: number;
}

export interface WeighedFeatures {
  readonly features: Features;
  /** The wording that lies best in the report, if any does. */
  readonly fit: Span | undefined;
  /** How many terms of the report are not filler. */
  readonly terms: number;
}

/** Of a long report, this many terms before and after a match belong to it. */
const NEIGHBOURHOOD = 4;
/** A report up to this many terms belongs together as a whole. */
const SHORT_REPORT = 24;
/** Names further from the match than this, in terms, belong to another part of a long report. */
const EARSHOT = 12;
const MAX_COUNTED = 2;

/** Weighs a report against one symptom. */
export function weigh(
  symptom: IndexedSymptom,
  layout: Positions,
  index: SymptomIndex,
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

/** How many different names stand near the match; in a short report all do. */
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

/** Of all that stands around the match, the share the symptom has any wording for. */
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
