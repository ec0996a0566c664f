import { editDistance } from './edit-distance.ts';

/**
 * Returns the end of a sentence that suggests a word, `; did you mean "x"?`, or an empty string if
 * there is none to suggest.
 */
export function didYouMean(word: string | undefined): string {
  return word === undefined ? '' : `; did you mean "${word}"?`;
}

/**
 * Returns the known word with the smallest edit distance, or undefined if more than a third of the
 * word would change.
 */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  let best: { word: string; distance: number } | undefined;
  for (const candidate of known) {
    const limit = Math.floor(Math.max(word.length, candidate.length) / 3);
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), limit);
    if (distance <= limit && distance < (best?.distance ?? Infinity))
      best = { word: candidate, distance };
  }
  return best?.word;
}
