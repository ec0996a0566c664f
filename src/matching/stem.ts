import { fromLanguages } from '../i18n/understood.ts';
import { stemmers } from './reading-words.ts';

/** A shorter word has no ending to remove. */
const MIN_LENGTH = 4;
/** Number of stems that are kept; a helpdesk's reports have fewer words. */
const MAX_KEPT = 20_000;

const kept = fromLanguages(() => new Map<string, string>());

/**
 * Returns the part of a word that its inflections share (`verified`, `verifies`, `verify`): for
 * comparison, not for display. A word may be of any loaded language, so the shortest stem counts.
 */
export function stem(word: string): string {
  if (word.length < MIN_LENGTH || !/^\p{L}+$/u.test(word)) return word;
  const known = kept().get(word);
  if (known !== undefined) return known;
  const shortest = stemmers()
    .map((each) => each(word))
    .reduce((one, other) => (one === word || other.length < one.length ? other : one), word);
  if (kept().size >= MAX_KEPT) kept().clear();
  kept().set(word, shortest);
  return shortest;
}
