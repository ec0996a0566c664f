import { fromLanguages } from '../i18n/understood.ts';
import { AliasTree } from './alias-tree.ts';
import { clearingWords, denyingWords, turningWords } from './reading-words.ts';
import type { Token } from './tokens.ts';

/** Maximum number of tokens that are ruled out at once. */
const REACH = 6;

type Sign = 'denying' | 'clearing' | 'turning';

const signs = fromLanguages(() => {
  const tree = new AliasTree<Sign>((token) => token.text);
  for (const words of denyingWords()) tree.add(words, 'denying');
  for (const words of clearingWords()) tree.add(words, 'clearing');
  for (const words of turningWords()) tree.add(words, 'turning');
  return tree;
});

/** Returns which tokens a report rules out: "it is not *the password*", "*the licence* is fine". */
export function deniedTokens(tokens: readonly Token[]): ReadonlySet<number> {
  const denied = new Set<number>();
  let start = 0;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token?.joined === false) start = at;
    const found = signs().longestAt(tokens, at);
    const length = found?.length ?? 1;
    if (found?.values.includes('turning')) start = at + length;
    if (found?.values.includes('clearing') && !isNegated(tokens, at))
      for (let back = Math.max(start, at - REACH); back < at; back += 1) denied.add(back);
    if (found?.values.includes('denying')) {
      const end = endOfClause(tokens, at + length);
      for (let next = at + length; next < end; next += 1) denied.add(next);
    }
    at += length;
  }
  return denied;
}

/** "not working" clears nothing. */
function isNegated(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.key === 'not';
}

function endOfClause(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < tokens.length && at < from + REACH) {
    if (tokens[at]?.joined === false) break;
    if (signs().longestAt(tokens, at)?.values.includes('turning')) break;
    at += 1;
  }
  return at;
}
