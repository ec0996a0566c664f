/** A letter of a script that puts no spaces between words. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]`;

/** A letter or digit of a script with spaces between words. */
const SPACED = String.raw`(?!${UNSPACED})[\p{L}\p{N}_]`;

const HAS_UNSPACED = new RegExp(UNSPACED, 'u');

/** Returns true if a text contains letters of a script without spaces, such as Chinese. */
export function isUnspaced(text: string): boolean {
  return HAS_UNSPACED.test(text);
}

/** Returns the source of a pattern (flag `u`) that doesn't match in the middle of a word. */
export function wholeWords(source: string): string {
  return `(?<!${SPACED})(?:${source})(?!${SPACED})`;
}

/** Divides words by whether their script separates words with spaces. */
export function byScript(words: readonly string[]): {
  readonly spaced: readonly string[];
  readonly unspaced: readonly string[];
} {
  return {
    spaced: words.filter((word) => !isUnspaced(word)),
    unspaced: words.filter(isUnspaced),
  };
}
