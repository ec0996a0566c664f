import { domainWords } from './domain.ts';
import type { IndexedReport } from './features.ts';
import { surroundingsOf, weighRunbook, weighSymptom } from './features.ts';
import { type FoundIntent, findIntent } from './find-intent.ts';
import type { Knowledge, KnownRunbook } from './knowledge.ts';
import {
  RUNBOOK_FEATURES,
  SYMPTOM_FEATURES,
  softmax,
  WEIGHTS,
  type Weights,
  weighted,
} from './model.ts';
import { indexPositions, partOf } from './positions.ts';
import { termsOf, type Words } from './reading.ts';
import { isForeign, type Mention, type Scope, scopeOf } from './scope.ts';
import { selectRunbooks } from './select-runbooks.ts';
import type { View } from './view.ts';

/** All findings about a report. */
export interface Analysis {
  readonly words: Words;
  readonly intent: FoundIntent | null;
  /** Of the runbooks that it may be about, best first. */
  readonly views: readonly View[];
}

export interface AnalyzeOptions {
  readonly weights?: Weights;
  /** Id of a runbook to examine in any case. */
  readonly runbook?: string;
}

/** Analyzes a report in every respect, without deciding anything. */
export function analyze(
  text: string,
  knowledge: Knowledge,
  { weights = WEIGHTS, runbook }: AnalyzeOptions = {},
): Analysis {
  const words = knowledge.reader.read(text);
  const drafts = selectRunbooks(words, knowledge, runbook).map((known) =>
    viewOf(words, known, knowledge, weights),
  );
  const odds = drafts.map(({ features }) =>
    weighted({ base: 1, ...features }, weights.runbook, RUNBOOK_FEATURES),
  );
  const shares = softmax([0, ...odds]);
  const views = drafts
    .map((draft, place): View => {
      const probability = shares[place + 1] ?? 0;
      return {
        ...draft,
        probability,
        candidates: draft.candidates.map((each) => ({
          ...each,
          probability: each.share * probability,
        })),
      };
    })
    .sort((one, other) => other.probability - one.probability);
  return { words, intent: findIntent(words.tokens, knowledge.evidenceNouns), views };
}

function viewOf(
  words: Words,
  known: KnownRunbook,
  { isCommon }: Knowledge,
  weights: Weights,
): Omit<View, 'probability'> {
  const { lexicon, index, subject } = known;
  const reading = { ...words, terms: termsOf(words.tokens, lexicon) };
  const positions = indexPositions(reading, index, isCommon);
  const wide = scopeOf(reading, { lexicon, subject, index });
  const report = { positions, index };
  const named = new Set([...positions.places.keys(), ...positions.ruledOut.keys()]);
  const weighed = atLeastTwo(index.nearest(named), index).flatMap(({ position, score }) => {
    const symptom = index.symptoms[position];
    if (symptom === undefined) return [];
    const evidence = weighSymptom(symptom, report, score);
    return [
      { symptom, evidence, odds: weighted(evidence.features, weights.symptom, SYMPTOM_FEATURES) },
    ];
  });
  const shares = softmax(weighed.map(({ odds }) => odds));
  const candidates = weighed
    .map((each, place) => ({ ...each, share: shares[place] ?? 0, probability: 0 }))
    .sort((one, other) => other.share - one.share);
  const [best] = candidates;
  const scope = best === undefined ? wide : withoutOwn(wide, report, best.symptom.meanings);
  const remaining = best === undefined ? scope : withoutOwn(scope, report, best.symptom.told);
  const [from, to] = surroundingsOf(best?.evidence.fit, positions);
  const part = words.tokens.slice(
    reading.terms[from]?.from ?? 0,
    reading.terms[to + 1]?.from ?? words.tokens.length,
  );
  const surroundings = { ...partOf(positions, from, to), domain: known.domain(domainWords(part)) };
  const features = weighRunbook(best?.evidence, scope, report, surroundings);
  const fit = best?.evidence.fit;
  const matched = [fit?.from ?? -1, fit?.to ?? -1] as const;
  const isOther = isForeign(remaining, reading.terms, matched);
  return { known, reading, scope, features, candidates, isForeign: isOther };
}

/** Leaves out of what a report may be about instead the things that a symptom speaks of itself. */
function withoutOwn(
  scope: Scope,
  { positions }: IndexedReport,
  own: { readonly has: (meaning: number) => boolean },
): Scope {
  const isOthers = ({ at }: Mention) => !positions.meanings[at]?.some((each) => own.has(each));
  return {
    ...scope,
    elsewhere: scope.elsewhere.filter(isOthers),
    neighbours: scope.neighbours.filter(isOthers),
  };
}

type Nearest = ReturnType<KnownRunbook['index']['nearest']>;

/** Adds a symptom to a single one, so that there is something to choose from. */
function atLeastTwo(nearest: Nearest, { symptoms }: KnownRunbook['index']): Nearest {
  const [only, second] = nearest;
  if (only === undefined || second !== undefined) return nearest;
  const another = symptoms.findIndex((_, position) => position !== only.position);
  return another === -1 ? nearest : [only, { position: another, score: 0 }];
}
