import { unspokenByScript, unspokenLanguage } from '../i18n/other-languages.ts';
import type { Runbook } from '../runbook/runbook.ts';
import { type Analysis, analyze } from './analyze.ts';
import { questionFor } from './ask.ts';
import type { FoundIntent } from './find-intent.ts';
import { buildKnowledge, type Knowledge, type KnowledgeOptions } from './knowledge.ts';
import { otherSystemId } from './lexicon.ts';
import { MAX_CHOICES, type Match } from './match.ts';
import type { Weights } from './model.ts';
import { isOffTopic } from './off-topic.ts';
import { chooseAnswer, type Verdict } from './verdict.ts';
import type { Candidate, View } from './view.ts';
import { whyCode, whyIntent, whyNone, whySymptoms } from './why.ts';
import { readMessage } from './wishes/read-message.ts';
import { subjectWordsOf } from './wishes/subject-words.ts';
import { OUTCOMES, type ReadMessage, type Wish } from './wishes/wish.ts';

export interface Matcher {
  /** Interprets a report; never throws, and always returns the same result for the same text. */
  match(text: string, options?: MatchOptions): Match;
  /**
   * Does the same as `match`, and returns everything that led to the result, for a person to read.
   */
  explain(text: string): Explanation;
  /** Divides a message into wishes and a report; how steps went in the words of every runbook. */
  wishes(text: string): ReadMessage;
}

export interface MatchOptions {
  /** Id of the runbook that the person says the report is about. */
  readonly runbook?: string;
}

export interface Explanation extends Analysis {
  readonly match: Match;
}

/** A known code is exact: it decides, unless the report is about another product. */
const CODE_CONFIDENCE = 0.97;
const INTENT_CONFIDENCE = 0.95;
const SURE_WORDING = 0.9;
/** How many times likelier a runbook gets by a person saying that it is meant. */
const STATED = 20;
/** If more than this share of its words is unknown, a report may be in another language. */
const MOSTLY = 0.5;

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
  const others = new Set((options.otherSystems ?? []).map(otherSystemId));
  const subjects = runbooks.map(subjectWordsOf);
  const wishes = (text: string) => readMessage(text, subjects);
  const read = (text: string, runbook?: string) => {
    const options = { ...(weights && { weights }), ...(runbook !== undefined && { runbook }) };
    return exceptAbout(others, withWishes(analyze(text, knowledge, options), wishes(text)));
  };
  return {
    match: (text, { runbook } = {}) => {
      const seen = read(text, runbook);
      const narrowed = runbook === undefined ? seen : within(seen, runbook);
      return withLanguage(conclude(narrowed, knowledge, wishes(text)), text, narrowed);
    },
    explain: (text) => {
      const seen = read(text);
      return { ...seen, match: withLanguage(conclude(seen, knowledge, wishes(text)), text, seen) };
    },
    wishes,
  };
}

/**
 * A report that names another system of the organization, and none of a runbook's products, is not
 * about that runbook, even if its other words fit.
 */
function exceptAbout(systems: ReadonlySet<string>, seen: Analysis): Analysis {
  if (systems.size === 0) return seen;
  const views = seen.views.map((view): View => {
    const { reading, scope } = view;
    const isNamed = scope.elsewhere.some(({ at }) =>
      reading.terms[at]?.meanings.some(({ id }) => systems.has(id)),
    );
    if (!isNamed || scope.own.length > 0) return view;
    const candidates = view.candidates.map((each) => ({ ...each, probability: 0 }));
    return { ...view, probability: 0, candidates };
  });
  return { ...seen, views };
}

/** Adds the language of a report that nobody here speaks, if that is why nothing is understood. */
function withLanguage(match: Match, text: string, { views }: Analysis): Match {
  if (match.outcome !== 'none') return match;
  const isStrange = views.every(({ features }) => features.strange > MOSTLY);
  const language = isStrange ? unspokenLanguage(text) : unspokenByScript(text);
  return language === null ? match : { ...match, language };
}

/** Returns what remains of an analysis if only one runbook can be meant, and no intent. */
function within(seen: Analysis, runbook: string): Analysis {
  const none = 1 - seen.views.reduce((sum, { probability }) => sum + probability, 0);
  const views = seen.views
    .filter(({ known }) => known.runbook.id === runbook)
    .map((view): View => {
      const probability = (STATED * view.probability) / (STATED * view.probability + none);
      const candidates = view.candidates.map((each) => ({
        ...each,
        probability: each.share * probability,
      }));
      return { ...view, probability, candidates };
    });
  return { ...seen, intent: null, views };
}

/** Adds the intent that a clause of the message expresses, which outweighs single words. */
function withWishes(seen: Analysis, { wishes }: ReadMessage): Analysis {
  const asked = wishes.map(intentOf).find((intent) => intent !== null) ?? null;
  return asked === null ? seen : { ...seen, intent: asked };
}

function intentOf({ kind, sure, words }: Wish): FoundIntent | null {
  const isIntent = kind === 'person' || kind === 'start-over' || kind === 'back';
  return isIntent && sure ? { intent: { kind }, words } : null;
}

function conclude(seen: Analysis, knowledge: Knowledge, said: ReadMessage): Match {
  const coded = byCode(seen, knowledge);
  if (coded !== null) return coded;
  const chosen = chooseAnswer(seen.views);
  const verdict = isTalk(said) && !isNamed(chosen.candidates, seen) ? onlySure(chosen) : chosen;
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

/**
 * Returns true if a message only speaks to the helper: "I don't understand". "Why can't I sign in?"
 * and "still can't sign in" report something.
 */
function isTalk({ wishes, report }: ReadMessage): boolean {
  return report === null && wishes.length > 0 && wishes.every(isOfHelper);
}

function isOfHelper({ kind, sure, question }: Wish): boolean {
  return sure && !OUTCOMES.includes(kind) && (question === null || question === 'meaning');
}

/** Leaves out a list, which is made of coincidences if nothing is reported. */
function onlySure(verdict: Verdict): Verdict {
  if (verdict.outcome !== 'choices') return verdict;
  return { outcome: 'none', candidates: [], confidence: 1 - verdict.confidence };
}

function byCode({ words, views }: Analysis, { runbooks }: Knowledge): Match | null {
  const { known } = words.codes;
  if (known.length === 0) return null;
  const possible = runbooks.filter((each) => {
    const view = views.find(({ known: of }) => of === each);
    return view !== undefined && !isElsewhere(view);
  });
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
function isElsewhere({ scope }: View): boolean {
  return scope.elsewhere.length > 0 && scope.own.length === 0;
}

/**
 * Text of an error dialog may sound like an intent; a wording recognized in full outweighs "contact
 * support".
 */
function isOverruled({ intent }: FoundIntent, verdict: Verdict): boolean {
  if (intent.kind !== 'person' || verdict.outcome !== 'symptom') return false;
  const { coverage, explained } = verdict.candidates[0].evidence.features;
  return coverage >= SURE_WORDING && explained >= SURE_WORDING;
}

function isNamed(offered: readonly Candidate[], { views }: Analysis): boolean {
  return views.some(
    ({ candidates, scope }) =>
      scope.own.length > 0 &&
      scope.elsewhere.length === 0 &&
      offered.some((each) => candidates.includes(each)),
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
      const question = questionFor(verdict.candidates, seen.views);
      return {
        outcome: 'choices',
        symptoms,
        ...(question !== null && { question }),
        ...(isNamed(verdict.candidates, seen) && { named: true as const }),
        confidence,
        why,
      };
    }
    case 'none':
      return {
        outcome: 'none',
        ...(isOffTopic(seen) && { offTopic: true as const }),
        confidence,
        why: whyNone(seen),
      };
    default:
      return verdict satisfies never;
  }
}
