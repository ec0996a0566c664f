import type { Runbook } from '../runbook/runbook.ts';
import { type Analysis, analyze, type View } from './analyze.ts';
import { buildKnowledge, type Knowledge, type KnowledgeOptions } from './knowledge.ts';
import type { Match } from './match.ts';
import type { Weights } from './model.ts';
import { type Candidate, chooseAnswer, type Verdict } from './verdict.ts';
import { whyCode, whyIntent, whyNone, whySymptoms } from './why.ts';
import type { FoundIntent } from './wishes.ts';

export interface Matcher {
  /** Interprets a report; never throws, and always returns the same result for the same text. */
  match(text: string): Match;
  /**
   * Does the same as `match`, and returns everything that led to the result, for a person to read.
   */
  explain(text: string): Explanation;
}

export interface Explanation extends Analysis {
  readonly match: Match;
}

/** A known code is exact: it decides, unless the report is about another product. */
const CODE_CONFIDENCE = 0.97;
const INTENT_CONFIDENCE = 0.95;
const SURE_WORDING = 0.9;
const MAX_CHOICES = 3;

export interface MatcherOptions extends KnowledgeOptions {
  /** In place of those that come with Signpost. */
  readonly weights?: Weights;
}

/** Reads all runbooks once, so that each report afterwards takes only a few milliseconds. */
export function createMatcher(
  runbooks: readonly Runbook[],
  { weights, ...options }: MatcherOptions = {},
): Matcher {
  const knowledge = buildKnowledge(runbooks, options);
  return {
    match: (text) => conclude(analyze(text, knowledge, weights), knowledge),
    explain: (text) => {
      const seen = analyze(text, knowledge, weights);
      return { ...seen, match: conclude(seen, knowledge) };
    },
  };
}

function conclude(seen: Analysis, knowledge: Knowledge): Match {
  const coded = byCode(seen, knowledge);
  if (coded !== null) return coded;
  const verdict = chooseAnswer(seen.views);
  if (seen.intent !== null && !isOverruled(seen.intent, verdict)) {
    return {
      outcome: 'intent',
      intent: seen.intent.intent,
      confidence: INTENT_CONFIDENCE,
      why: whyIntent(seen.intent),
    };
  }
  return ofVerdict(verdict, seen);
}

function byCode({ words, views }: Analysis, { runbooks }: Knowledge): Match | null {
  const { known } = words.codes;
  if (known.length === 0) return null;
  const possible = runbooks.filter(
    (each) => !isElsewhere(views.find(({ known: of }) => of === each)),
  );
  const meant = possible.flatMap(({ index }) =>
    index.symptoms.filter(({ codes }) => codes.some((code) => known.includes(code))),
  );
  const symptoms = meant.map(({ ref }) => ref).slice(0, MAX_CHOICES);
  const why = whyCode(known);
  const [symptom] = symptoms;
  if (symptom === undefined) return null;
  if (symptoms.length > 1)
    return { outcome: 'choices', symptoms, confidence: CODE_CONFIDENCE, why };
  return { outcome: 'symptom', symptom, confidence: CODE_CONFIDENCE, why };
}

/** Returns true if a report names another product, and none of the runbook's. */
function isElsewhere(view: View | undefined): boolean {
  return view !== undefined && view.scope.elsewhere.length > 0 && view.scope.own.length === 0;
}

/**
 * Text of an error dialog may sound like an intent; a wording recognized in full outweighs "contact
 * support".
 */
function isOverruled({ intent }: FoundIntent, verdict: Verdict): boolean {
  if (intent.kind !== 'person' || verdict.outcome !== 'symptom') return false;
  return (
    verdict.confidence >= SURE_WORDING &&
    verdict.candidates[0].evidence.features.coverage >= SURE_WORDING
  );
}

function ofVerdict(verdict: Verdict, seen: Analysis): Match {
  const { confidence } = verdict;
  switch (verdict.outcome) {
    case 'symptom': {
      const [{ symptom }] = verdict.candidates;
      const why = whySymptoms(verdict.candidates, seen);
      return { outcome: 'symptom', symptom: symptom.ref, confidence, why };
    }
    case 'choices': {
      const why = whySymptoms(verdict.candidates, seen);
      const symptoms = verdict.candidates.map(({ symptom }: Candidate) => symptom.ref);
      return { outcome: 'choices', symptoms, confidence, why };
    }
    case 'none':
      return { outcome: 'none', confidence, why: whyNone(seen) };
    default:
      return verdict satisfies never;
  }
}
