import type { Question } from './match.ts';
import type { Term } from './reading.ts';
import type { Candidate, View } from './view.ts';

/** A question is worth asking if its answers have this share of the probability of all symptoms. */
const MIN_SHARE = 0.6;
/** A runbook may be meant if one of its symptoms has this share of the likeliest one's probability. */
const LEADING = 0.06;
/** A runbook is worth offering if it has this share of the probability of the best one. */
const OFFERED = 0.25;
/** More answers than this don't fit on a card beside the ways out. */
const MAX_RUNBOOKS = 4;

/**
 * Returns the question that decides between candidates, or null if none is better than
 * showing their titles.
 */
export function questionFor(
  candidates: readonly Candidate[],
  views: readonly View[],
): Question | null {
  return tellsApart(candidates, views) ?? whichRunbook(candidates, views);
}

/** Finds a question of a runbook about the candidates, or about as many of the best as possible. */
function tellsApart(candidates: readonly Candidate[], views: readonly View[]): Question | null {
  const id = runbookOf(candidates[0]);
  const questions = viewOf(views, id)?.known.runbook.tellsApart ?? [];
  const all = sum(views.flatMap((view) => view.candidates));
  for (let count = candidates.length; count >= 2; count -= 1) {
    const asked = candidates.slice(0, count);
    if (asked.some((each) => runbookOf(each) !== id) || sum(asked) < MIN_SHARE * all) continue;
    const ids = asked.map(({ symptom }) => symptom.ref.symptom);
    const about = questions.filter(({ symptoms }) => ids.every((each) => symptoms.includes(each)));
    const [found] = about.toSorted((one, other) => one.symptoms.length - other.symptoms.length);
    if (found !== undefined && id !== undefined)
      return { kind: 'tells-apart', runbook: id, id: found.id };
  }
  return null;
}

/**
 * Asks for the product if a report names none, and has no word that only one of the runbooks knows:
 * "reset my password".
 */
function whichRunbook(candidates: readonly Candidate[], views: readonly View[]): Question | null {
  const [best] = candidates;
  const leading = candidates.filter(
    ({ probability }) => best !== undefined && probability >= LEADING * best.probability,
  );
  const found = new Set(leading.map(runbookOf));
  if (found.size < 2 || views.some(({ scope }) => scope.own.length > 0)) return null;
  const least = OFFERED * (views[0]?.probability ?? 0);
  const offered = views
    .filter(({ known, probability }) => found.has(known.runbook.id) || probability >= least)
    .slice(0, MAX_RUNBOOKS);
  if (offered.length < 2 || hasTellingWord(offered)) return null;
  return { kind: 'which-runbook', runbooks: offered.map(({ known }) => known.runbook.id) };
}

/** Returns true if one of the runbooks knows a word of the report that the others don't. */
function hasTellingWord(views: readonly View[]): boolean {
  const known = views.map(({ known: { index }, reading }) => {
    const isKnown = ({ meanings }: Term) =>
      meanings.some(({ id }) => index.numberOf(id) !== undefined);
    return new Set(reading.terms.filter(isKnown).flatMap(({ text }) => text.split(' ')));
  });
  const words = new Set(known.flatMap((each) => [...each]));
  return [...words].some((word) => known.filter((each) => each.has(word)).length === 1);
}

function viewOf(views: readonly View[], id: string | undefined): View | undefined {
  return views.find(({ known }) => known.runbook.id === id);
}

function runbookOf(candidate: Candidate | undefined): string | undefined {
  return candidate?.symptom.ref.runbook;
}

function sum(candidates: readonly Candidate[]): number {
  return candidates.reduce((total, { probability }) => total + probability, 0);
}
