import { spellingConverters } from './reading-words.ts';

/**
 * Converts each language to its usual spelling: Chinese, for example, to simplified characters and
 * the words of the mainland, because the clients use them.
 */
export function usualSpelling(text: string): string {
  return spellingConverters().reduce((spelled, convert) => convert(spelled), text);
}
