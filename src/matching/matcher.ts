import type { Runbook } from '../runbook/runbook.ts';
import { type Analysis, analyze } from './analyze.ts';
import { buildKnowledge, type Knowledge } from './knowledge.ts';
import type { Match } from './match.ts';
import type { Scope } from './scope.ts';
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

export interface Explanation {
  readonly match: Match;
  /** Recognized stretches of the report, with their meanings. */
  readonly understood: readonly { readonly text: string; readonly meaning: string }[];
  readonly corrections: readonly (readonly [string, string])[];
  readonly codes: { readonly known: readonly string[]; readonly unknown: readonly string[] };
  readonly scope: Scope;
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

/** A known code is exact: it decides, unless the report is about another product. */
const CODE_CONFIDENCE = 0.97;
const INTENT_CONFIDENCE = 0.95;
const SURE_WORDING = 0.9;
const MAX_CHOICES = 3;

/** Reads all runbooks once, so that each report afterwards takes only a few milliseconds. */
export function createMatcher(runbooks: readonly Runbook[]): Matcher {
  const knowledge = buildKnowledge(runbooks);
  return {
    match: (text) => conclude(analyze(text, knowledge), knowledge),
    explain: (text) => {
      const seen = analyze(text, knowledge);
      const { terms, corrections, codes } = seen.reading;
      const understood = terms.flatMap(({ meanings, text: written }) =>
        meanings
          .filter(({ kind }) => kind !== 'filler')
          .map(({ id }) => ({ text: written, meaning: id })),
      );
      const { scope, candidates } = seen;
      return {
        match: conclude(seen, knowledge),
        understood,
        corrections,
        codes,
        scope,
        candidates,
      };
    },
  };
}

function conclude(seen: Analysis, knowledge: Knowledge): Match {
  const coded = byCode(seen, knowledge);
  if (coded !== null) return coded;
  const verdict = chooseAnswer(seen.candidates);
  if (seen.intent !== null && !isOverruled(seen.intent, verdict)) {
    return {
      outcome: 'intent',
      intent: seen.intent.intent,
      confidence: INTENT_CONFIDENCE,
      why: whyIntent(seen.intent),
    };
  }
  return ofVerdict(verdict, seen, knowledge);
}

function byCode({ reading, scope }: Analysis, { index }: Knowledge): Match | null {
  const { known } = reading.codes;
  if (known.length === 0 || (scope.elsewhere.length > 0 && scope.own.length === 0)) return null;
  const meant = index.symptoms.filter(({ codes }) => codes.some((code) => known.includes(code)));
  const symptoms = meant.map(({ ref }) => ref).slice(0, MAX_CHOICES);
  const why = whyCode(known);
  const [symptom] = symptoms;
  if (symptom === undefined) return null;
  if (symptoms.length > 1)
    return { outcome: 'choices', symptoms, confidence: CODE_CONFIDENCE, why };
  return { outcome: 'symptom', symptom, confidence: CODE_CONFIDENCE, why };
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

function ofVerdict(
  verdict: Verdict,
  { reading, candidates, scope }: Analysis,
  { index }: Knowledge,
): Match {
  const { confidence } = verdict;
  switch (verdict.outcome) {
    case 'symptom': {
      const why = whySymptoms(verdict.candidates, scope, reading, index);
      return { outcome: 'symptom', symptom: verdict.candidates[0].symptom.ref, confidence, why };
    }
    case 'choices': {
      const why = whySymptoms(verdict.candidates, scope, reading, index);
      return {
        outcome: 'choices',
        symptoms: verdict.candidates.map(({ symptom }) => symptom.ref),
        confidence,
        why,
      };
    }
    case 'none':
      return { outcome: 'none', confidence, why: whyNone(scope, candidates) };
    default:
      return verdict satisfies never;
  }
}
