import { domainWords } from './domain.ts';
import type { Knowledge, KnownRunbook } from './knowledge.ts';
import type { Words } from './reading.ts';

/** Number of runbooks examined closely; the others share too little with the report. */
const EXAMINED = 3;

/**
 * Returns the runbooks that a report may be about: first those that know its codes, then those that
 * it names, then those whose words it has. `wanted` is the id of one that is examined in any case.
 */
export function selectRunbooks(
  words: Words,
  { runbooks, products }: Knowledge,
  wanted?: string,
): readonly KnownRunbook[] {
  if (runbooks.length <= EXAMINED) return runbooks;
  const named = new Set<number>();
  for (let at = 0; at < words.tokens.length; at += 1) {
    for (const position of products.longestAt(words.tokens, at)?.values ?? []) named.add(position);
  }
  const spoken = domainWords(words.tokens);
  const ranked = runbooks.map((known, position) => {
    const isCoded = words.codes.known.some((code) => known.codes.has(code));
    const isWanted = known.runbook.id === wanted;
    const rank = Number(isWanted) * 4 + Number(isCoded) * 2 + Number(named.has(position));
    return { known, rank, domain: known.domain(spoken) };
  });
  return ranked
    .sort((one, other) => other.rank - one.rank || other.domain - one.domain)
    .filter(({ rank }, place) => place < EXAMINED || rank > 1)
    .map(({ known }) => known);
}
