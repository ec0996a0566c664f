import MiniSearch from 'minisearch';
import type { IndexedSymptom, SymptomIndex } from './indexed-symptom.ts';

/** Number of symptoms examined closely; the others share too little with the report. */
const CANDIDATES = 12;
/**
 * Maximum number of meanings searched for: a longer report doesn't carry more information, only
 * more words.
 */
const MEANINGS_ASKED = 32;
/**
 * Maximum number of postings read in a search: a meaning that occurs in thousands of symptoms
 * distinguishes none of them.
 */
const POSTINGS_READ = 2500;
/**
 * Number of meanings always read, so that two frequent words together can still find what one alone
 * doesn't.
 */
const MEANINGS_READ = 2;
/** The text of a fix says less about its symptom than a wording does. */
const TOLD_BOOST = 0.3;

/** Makes the search for the symptoms nearest to meanings. */
export function searcher(
  symptoms: readonly IndexedSymptom[],
  holders: readonly number[],
  rarest: number,
): SymptomIndex['nearest'] {
  const search = new MiniSearch({
    fields: ['meanings', 'told'],
    tokenize: (meanings) => meanings.split(' '),
    processTerm: (meaning) => meaning,
    searchOptions: {
      combineWith: 'OR',
      boost: { told: TOLD_BOOST },
      bm25: { k: 1.2, b: 0.2, d: 0 },
    },
  });
  search.addAll(
    symptoms.map(({ phrases, told }, id) => ({
      id,
      meanings: phrases.flatMap(({ meanings }) => meanings).join(' '),
      told: [...told].join(' '),
    })),
  );
  return (meanings) => {
    const telling = withinBudget(meanings, holders);
    if (telling.length === 0) return [];
    const found = search.search(telling.join(' ')).slice(0, CANDIDATES);
    return found.map(({ id, score }) => ({ position: Number(id), score: score / rarest }));
  };
}

/** Returns the rarest meanings that fit the postings budget together. */
function withinBudget(meanings: Iterable<number>, holders: readonly number[]): number[] {
  const telling: number[] = [];
  let postings = 0;
  for (const meaning of [...meanings].sort((a, b) => (holders[a] ?? 0) - (holders[b] ?? 0))) {
    postings += holders[meaning] ?? 0;
    if (
      telling.length === MEANINGS_ASKED ||
      (postings > POSTINGS_READ && telling.length >= MEANINGS_READ)
    )
      break;
    telling.push(meaning);
  }
  return telling;
}
