import { MAX_CHOICES } from './match.ts';
import type { Candidate, View } from './view.ts';

export type Verdict =
  | {
      readonly outcome: 'symptom';
      readonly candidates: readonly [Candidate];
      readonly confidence: number;
    }
  | {
      readonly outcome: 'choices';
      readonly candidates: readonly Candidate[];
      readonly confidence: number;
    }
  | { readonly outcome: 'none'; readonly candidates: readonly []; readonly confidence: number };

/** Chosen on the `dev` halves of `test/eval/`: a wrong immediate answer costs most. */
export const THRESHOLDS = {
  /** Minimum probability of a runbook for one of its symptoms to be named immediately. */
  ours: 0.4,
  /** Minimum share of the best symptom in its runbook for that. */
  alone: 0.78,
  /**
   * Minimum probability of the only runbook to offer symptoms: a list is a cheap answer. With each
   * further runbook, something fits by coincidence more often.
   */
  listed: 0.05,
  /** How much higher that is with each further runbook, as a share of it. */
  coincidence: 0.87,
  /** A symptom isn't worth offering beside two others below this share of the likeliest one. */
  offered: 0.02,
} as const;

/** Decides the answer from the ranked runbooks. */
export function chooseAnswer(
  seen: readonly View[],
  thresholds: Readonly<Record<keyof typeof THRESHOLDS, number>> = THRESHOLDS,
): Verdict {
  const views = seen.filter((view) => !view.isForeign || isErrorText(view));
  const ours = views.reduce((sum, { probability }) => sum + probability, 0);
  const none: Verdict = { outcome: 'none', candidates: [], confidence: 1 - ours };
  const [view] = views;
  const best = view?.candidates[0];
  if (view === undefined || best === undefined) return none;
  const isFitting = isNamed(view) || (isWording(view) && view.probability > 0);
  const least = thresholds.listed * (1 + thresholds.coincidence * (seen.length - 1));
  const isListed = view.probability >= least || isFitting;
  if (!isListed) return none;
  const isSure =
    view.probability >= thresholds.ours && best.share >= thresholds.alone && !isRivalled(views);
  const isNameable = !view.isForeign && isPlain(view) && !isShared(views) && !isVague(view);
  if (isNameable && (isSure || isQuoted(view, thresholds.listed)))
    return { outcome: 'symptom', candidates: [best], confidence: sureOf(best) };
  const offered = views
    .flatMap(({ candidates }) => candidates)
    .sort((one, other) => other.probability - one.probability)
    .slice(0, MAX_CHOICES)
    .filter(
      (each, place) => place < 2 || each.probability >= thresholds.offered * best.probability,
    );
  if (offered.length < 2) {
    const isSaid = view.reading.tokens.length > 1 && view.scope.neighbours.length === 0;
    const isOnly = view.probability >= thresholds.ours && isSaid;
    return isOnly ? { outcome: 'symptom', candidates: [best], confidence: sureOf(best) } : none;
  }
  const confidence = offered.reduce((sum, { probability }) => sum + probability, 0);
  return { outcome: 'choices', candidates: offered, confidence };
}

/**
 * Doubts that are settled by what naming a symptom requires besides its probability, as a share:
 * on the `dev` halves, the named symptom was right more often than its probability says.
 */
const SETTLED = 0.4;

function sureOf({ probability }: Candidate): number {
  return probability + SETTLED * (1 - probability);
}

/** Wordings that are matched this far count as said in full. */
const IN_FULL = 0.95;

/** A report of one word is too little to name a symptom by. */
const A_WORD = Math.log1p(1);
/** A Latin word, or two Chinese characters. In tokens. */
const SHORT = 2;
/** A report that a wording explains this far says nothing else. */
const EXPLAINED = 0.75;

/** Returns true if the report is little more than a wording of the likeliest symptom. */
function isWording({ candidates: [best] }: View): boolean {
  if (best === undefined) return false;
  const { coverage, explained } = best.evidence.features;
  return coverage >= IN_FULL && explained >= EXPLAINED;
}

/** A wording of this many terms is an error's text rather than a turn of phrase. */
const ERROR_TEXT = 3;

/** Returns true if a report quotes an error in full, which another product may show as well. */
function isErrorText(view: View): boolean {
  const matched = view.candidates[0]?.evidence.fit?.matched.length ?? 0;
  return matched >= ERROR_TEXT && isWording(view);
}

/** Returns true if it is a wording of more than a word, and of no other symptom. */
function isQuoted(view: View, least: number): boolean {
  const [best, rival] = view.candidates;
  if (best === undefined || view.probability < least || !isWording(view)) return false;
  const matched = best.evidence.fit?.matched.length ?? 0;
  return matched > 1 && best.share > 2 * (rival?.share ?? 0);
}

/**
 * A symptom of another runbook with this share of the likeliest one's probability may be meant; with
 * the smaller share, if the report is one of its wordings.
 */
const RIVAL = 0.6;
const RIVAL_WORDING = 0.2;

/** Returns true if a symptom of another runbook is nearly as likely. */
function isRivalled(views: readonly View[]): boolean {
  return shareOfOther(views) >= RIVAL;
}

/**
 * Returns true if a report names no product and is a wording of another runbook as well, as "reset
 * my password" is of each that has passwords.
 */
function isShared(views: readonly View[]): boolean {
  const [view, other] = views;
  if (view === undefined || view.scope.own.length > 0) return false;
  return other !== undefined && isWording(other) && shareOfOther(views) >= RIVAL_WORDING;
}

function shareOfOther([view, other]: readonly View[]): number {
  const best = view?.candidates[0]?.probability ?? 0;
  return best === 0 ? 0 : (other?.candidates[0]?.probability ?? 0) / best;
}

/** Returns true if a report names the runbook's subject and says no more of what is wrong. */
function isVague({ reading, known }: View): boolean {
  return reading.terms.every(({ meanings }) =>
    meanings.some(
      ({ kind, id }) =>
        kind === 'product' ||
        kind === 'everyday' ||
        kind === 'filler' ||
        kind === 'system' ||
        known.subject.titled.has(id) ||
        id === NOT,
    ),
  );
}

const NOT = 'word:not';

/**
 * Returns true if nothing speaks against naming the likeliest symptom: a report of one word,
 * wordings of two symptoms in full, in different places, or something that the runbook is mistaken
 * for.
 */
function isPlain({ candidates, scope, features, reading }: View): boolean {
  if (features.length <= A_WORD && reading.tokens.length <= SHORT) return false;
  const [best, ...others] = candidates.flatMap(({ evidence: { fit } }) =>
    fit !== undefined && fit.coverage >= IN_FULL && fit.matched.length > 1 ? fit : [],
  );
  if (best === undefined) return scope.neighbours.length === 0;
  return !others.some(({ from, to }) => from > best.to || to < best.from);
}

/** Returns true if the report names a product of the runbook, and no other. */
function isNamed({ scope }: View): boolean {
  return scope.own.length > 0 && scope.elsewhere.length === 0;
}
