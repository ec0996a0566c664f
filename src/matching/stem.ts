/** Final letters of all endings that are removed. */
const ENDINGS = 'sdgye';
const VOWEL = /[aeiouy]/;
const DOUBLED = /([bdfgklmnprt])\1$/;

/**
 * Returns the part of an English word that its inflections share (`verified`, `verifies`,
 * `verify`): for comparison, not for display.
 */
export function stem(word: string): string {
  if (word.length < 4 || !ENDINGS.includes(word.at(-1) ?? '') || !/^[a-z]+$/.test(word))
    return word;
  const base = withoutSuffix(withoutPlural(word));
  return base.length > 3 && base.endsWith('e') ? base.slice(0, -1) : base;
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith('sses')) return word.slice(0, -2);
  return word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

function withoutSuffix(word: string): string {
  if (word.endsWith('ied') && word.length > 4) return `${word.slice(0, -3)}y`;
  for (const suffix of ['ing', 'ed', 'ly']) {
    if (!word.endsWith(suffix) || word.endsWith('eed')) continue;
    const rest = word.slice(0, -suffix.length);
    if (rest.length >= 3 && VOWEL.test(rest)) return DOUBLED.test(rest) ? rest.slice(0, -1) : rest;
  }
  return word;
}
