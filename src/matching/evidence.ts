import type { Reading } from './reading.ts';
import type { Scope } from './scope.ts';
import type { IndexedSymptom, Phrase, SymptomIndex } from './symptom-index.ts';

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

export interface Evidence {
  readonly features: Features;
  readonly phrase: Phrase | null;
  /** Ids of the best wording that the report has. */
  readonly matched: readonly string[];
}

/** Where each id stands in a report, and what its terms weigh. */
export interface Layout {
  readonly positions: ReadonlyMap<string, readonly number[]>;
  readonly weights: readonly number[];
  readonly strange: number;
}

/** Words matched further apart than this many times the wording's length are not that wording. */
const SPREAD = 3;
const SHORTEST_SPREAD = 12;
const NEIGHBOURHOOD = 4;
const SHORT_REPORT = 24;
const STRANGE_WEIGHT = 0.45;
const SMALL_TALK_WEIGHT = 0.12;

/** Lays a reading out once, for all candidates. */
export function layOut(reading: Reading, index: SymptomIndex, isCommon: (text: string) => boolean): Layout {
  const positions = new Map<string, number[]>();
  let strange = 0;
  let content = 0;
  const weights = reading.terms.map(({ meanings, text }, at) => {
    let weight = 0;
    for (const { kind, id } of meanings) {
      if (kind === 'filler') return 0;
      const places = positions.get(id);
      if (places === undefined) positions.set(id, [at]);
      else places.push(at);
      const known = index.weightOf(id);
      if (known !== undefined) weight = Math.max(weight, known);
    }
    content += 1;
    if (weight > 0) return weight;
    const unknown = meanings.some(({ kind }) => kind === 'word') && !isCommon(text);
    if (unknown) strange += 1;
    return unknown ? STRANGE_WEIGHT : SMALL_TALK_WEIGHT;
  });
  return { positions, weights, strange: content === 0 ? 0 : strange / content };
}

/** Weighs a report against one symptom. */
export function weigh(
  symptom: IndexedSymptom,
  layout: Layout,
  index: SymptomIndex,
  scope: Scope,
  raw: number,
): Evidence {
  let best: { phrase: Phrase; fit: Fit; value: number } | undefined;
  for (const phrase of symptom.phrases) {
    const fit = fitOf(phrase, layout, index);
    if (fit === undefined) continue;
    const value = fit.coverage ** 1.5 * Math.min(fit.mass, 3);
    if (best === undefined || value > best.value) best = { phrase, fit, value };
  }
  const fit = best?.fit;
  const elsewhere = scope.elsewhere.length > 0;
  const own = scope.own.length > 0;
  const explains = fit === undefined ? 0 : explained(symptom, fit, layout);
  const context = own || scope.titled;
  return {
    phrase: best?.phrase ?? null,
    matched: fit?.matched ?? [],
    features: {
      coverage: fit?.coverage ?? 0,
      whole: fit === undefined ? 0 : fit.coverage ** 2 * Math.min(fit.mass, 2.5),
      explained: explains,
      strange: layout.strange,
      ownProduct: own ? 1 : 0,
      context: context ? 1 : 0,
      unexplainedAlone: context ? 0 : 1 - explains,
      elsewhereOnly: elsewhere && !own ? 1 : 0,
      elsewhereToo: elsewhere && own ? 1 : 0,
      unknownCode: scope.unknownCodes.length > 0 ? 1 : 0,
      mass: Math.log1p(fit?.mass ?? 0),
      raw: Math.log1p(raw),
      mattersOnly: own ? 0 : Math.min(2, scope.matters.length),
      mattersToo: own ? Math.min(2, scope.matters.length) : 0,
      strangers: Math.min(2, scope.strangers.length),
    },
  };
}

interface Fit {
  readonly coverage: number;
  readonly mass: number;
  readonly matched: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** The best place in the report for a wording: the window where most of its weight stands together. */
function fitOf(phrase: Phrase, layout: Layout, index: SymptomIndex): Fit | undefined {
  let total = 0;
  let present = 0;
  const places: { at: number; id: string; weight: number }[] = [];
  for (const id of phrase.ids) {
    const weight = index.shareOf(id);
    total += weight;
    const found = layout.positions.get(id);
    if (found === undefined) continue;
    present += weight;
    for (const at of found) places.push({ at, id, weight });
  }
  if (present === 0 || present < 0.2 * total) return undefined;
  places.sort((a, b) => a.at - b.at);
  const window = densest(places, Math.max(SHORTEST_SPREAD, SPREAD * phrase.ids.length));
  const mass = window.matched.reduce((sum, id) => sum + (index.weightOf(id) ?? 0), 0);
  return { ...window, coverage: window.covered / total, mass };
}

function densest(
  places: readonly { readonly at: number; readonly id: string; readonly weight: number }[],
  spread: number,
): { readonly covered: number; readonly from: number; readonly to: number; readonly matched: readonly string[] } {
  const inside = new Map<string, number>();
  let covered = 0;
  let first = 0;
  let best = { covered: -1, from: 0, to: 0, matched: [] as string[] };
  for (const [last, place] of places.entries()) {
    const count = inside.get(place.id) ?? 0;
    if (count === 0) covered += place.weight;
    inside.set(place.id, count + 1);
    for (let start = places[first]; start !== undefined && place.at - start.at > spread; start = places[first]) {
      const left = (inside.get(start.id) ?? 0) - 1;
      inside.set(start.id, left);
      if (left === 0) covered -= start.weight;
      first += 1;
    }
    if (covered > best.covered + 1e-9) {
      const matched = [...inside].filter(([, times]) => times > 0).map(([id]) => id);
      best = { covered, from: places[first]?.at ?? 0, to: places[last]?.at ?? 0, matched };
    }
  }
  return best;
}

/** Of all that stands around the match, the share the symptom has any wording for. */
function explained(symptom: IndexedSymptom, fit: Fit, layout: Layout): number {
  const whole = layout.weights.length <= SHORT_REPORT;
  const from = whole ? 0 : Math.max(0, fit.from - NEIGHBOURHOOD);
  const to = whole ? layout.weights.length - 1 : Math.min(layout.weights.length - 1, fit.to + NEIGHBOURHOOD);
  let all = 0;
  for (let at = from; at <= to; at += 1) all += layout.weights[at] ?? 0;
  if (all === 0) return 0;
  const own = new Set<number>();
  for (const phrase of symptom.phrases) {
    for (const id of phrase.ids)
      for (const at of layout.positions.get(id) ?? []) if (at >= from && at <= to) own.add(at);
  }
  let mine = 0;
  for (const at of own) mine += layout.weights[at] ?? 0;
  return Math.min(1, mine / all);
}
