import { fromLanguages } from '../i18n/understood.ts';
import { type Variants, variants } from './reading-words.ts';

interface Rewrite {
  /** Matches a text that may have a variant. */
  readonly mayApply: RegExp;
  readonly characters: ReadonlyMap<string, string>;
  readonly anyCharacter: RegExp;
  /** In the order in which they are replaced. */
  readonly words: readonly (readonly [string, string])[];
}

/**
 * Converts each language to its usual spelling: Chinese, for example, to simplified characters and
 * the words of the mainland, because the clients use them.
 */
export function usualSpelling(text: string): string {
  return rewrites().reduce(rewritten, text);
}

const rewrites = fromLanguages(() => variants().map(rewriteOf));

function rewriteOf({ characters, words }: Variants): Rewrite {
  const replaced = new Map(characters.map((pair) => [first(pair), pair.slice(first(pair).length)]));
  const beginnings = Object.keys(words).map(first);
  return {
    mayApply: new RegExp(classOf([...replaced.keys(), ...beginnings]), 'u'),
    characters: replaced,
    anyCharacter: new RegExp(classOf([...replaced.keys()]), 'gu'),
    words: Object.entries(words),
  };
}

function rewritten(text: string, { mayApply, characters, anyCharacter, words }: Rewrite): string {
  if (!mayApply.test(text)) return text;
  const plain = text.replace(anyCharacter, (character) => characters.get(character) ?? character);
  return words.reduce((changed, [from, to]) => changed.replaceAll(from, to), plain);
}

function first(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function classOf(characters: readonly string[]): string {
  return `[${characters.join('')}]`;
}
