import { everydayWords, fillerWords } from '../matching/reading-words.ts';
import { readable } from '../matching/text.ts';
import { keyOf, tokensOf } from '../matching/tokens.ts';
import type { Runbook } from '../runbook/runbook.ts';

/** The words of the runbooks and of ordinary talk, to tell them from names. */
export interface KnownWords {
  /** Returns true if a runbook, ordinary talk or any report in lower case has the word. */
  isKnown(word: string): boolean;
  /** Counts the different words of a text that symptoms of this runbook are known by. */
  countTelling(text: string, runbook: string): number;
}

/** Collects the words of the runbooks, and those that reports have in lower case. */
export function collectWords(runbooks: readonly Runbook[], reports: readonly string[]): KnownWords {
  const known = new Set<string>();
  const add = (text: string) => {
    for (const word of latinWords(text)) known.add(stemOf(word));
  };
  for (const runbook of runbooks) eachText(runbook, add);
  for (const phrase of [...everydayWords(), ...fillerWords()]) add(phrase);
  for (const text of reports)
    for (const word of latinWords(text)) if (/^\p{Ll}/u.test(word)) known.add(stemOf(word));
  const telling = new Map(runbooks.map((runbook) => [runbook.id, tellingTerms(runbook)]));
  return {
    isKnown: (word) => known.has(stemOf(word)),
    countTelling: (text, runbook) => {
      const terms = telling.get(runbook);
      return termsIn(text).filter((term) => terms?.has(term)).length;
    },
  };
}

/** Returns the different terms of a text: stems of words, and pairs of Chinese characters. */
export function termsIn(text: string): string[] {
  const tokens = tokensOf(readable(text));
  const terms = tokens.flatMap(({ key, han }, index) => {
    if (!han) return [key];
    const next = tokens[index + 1];
    return next?.han === true && next.joined ? [key + next.key] : [];
  });
  return [...new Set(terms)];
}

/** Words that ordinary talk has too tell nothing. */
function tellingTerms(runbook: Runbook): Set<string> {
  const own = new Set<string>(runbook.products.flatMap(termsIn));
  for (const { title, recognise } of runbook.symptoms) {
    for (const text of [...Object.values(title), ...Object.values(recognise).flat()])
      for (const term of termsIn(text)) own.add(term);
  }
  for (const phrase of [...everydayWords(), ...fillerWords()])
    for (const term of termsIn(phrase)) own.delete(term);
  return own;
}

function latinWords(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}

function stemOf(word: string): string {
  return keyOf(word.toLowerCase().replace(/['’]s$/u, ''));
}

function eachText(value: unknown, take: (text: string) => void): void {
  if (typeof value === 'string') take(value);
  else if (value instanceof Map) for (const each of value.values()) eachText(each, take);
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) eachText(each, take);
}
