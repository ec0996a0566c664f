import { anyOf } from '../i18n/phrase-template.ts';
import { byScript, wholeWords } from '../i18n/script.ts';
import { fromLanguages } from '../i18n/understood.ts';
import type { Codes } from './codes.ts';
import { CodeFinder } from './codes.ts';
import type { Homophones } from './homophones.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import { yearWords } from './reading-words.ts';
import type { Speller } from './spelling.ts';
import { readable } from './text.ts';
import type { Token } from './tokens.ts';
import { keyOf, tokensOf } from './tokens.ts';

/** A stretch of a report and its possible meanings. */
export interface Term {
  readonly meanings: readonly Meaning[];
  /** As written, after spelling correction. */
  readonly text: string;
  /** Position of its first token. */
  readonly from: number;
}

/** The words of a report, the same for every runbook. */
export interface Words {
  /** After spelling correction. */
  readonly tokens: readonly Token[];
  readonly codes: Codes;
  /** Corrected words: as written, and as understood. */
  readonly corrections: readonly (readonly [string, string])[];
}

/** A report as one runbook reads it: its words, and its terms in order. */
export interface Reading extends Words {
  readonly terms: readonly Term[];
}

/**
 * Maximum number of distinct words looked up for correction per report, so that a pasted log
 * doesn't take longer than a typed report.
 */
const MAX_CORRECTIONS = 40;

const DOMAIN_AND_USER =
  /(?<![\\:\p{L}\p{N}])[\p{L}\p{N}._-]+\\[\p{L}\p{N}._-]+(?![\\\p{L}\p{N}._-])/gu;
const MAIL_ADDRESS = /[a-z0-9._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
const PAST_YEAR = /(?<![\d.])(?:19\d\d|200\d)(?![\d.])/g;
/** Readable forms of the placeholder words for literals. */
const LITERALS: ReadonlyMap<string, string> = new Map([
  ['someaddress', 'an address'],
  ['domainanduser', 'domain\\user'],
  ['yearlonggone', 'a year long past'],
]);

/** What mistyped words are corrected with. */
export interface Corrections {
  readonly speller: Speller;
  readonly homophones: Homophones;
  /** Every name of every runbook: what is one needs no correction. */
  readonly names: Lexicon;
}

/** Reads the words of reports; corrects mistyped ones only if it is given what to correct with. */
export class WordReader {
  readonly #corrections: Corrections | null;
  readonly #codes: CodeFinder;

  constructor(corrections: Corrections | null, codes: Iterable<string>) {
    this.#corrections = corrections;
    this.#codes = new CodeFinder(codes);
  }

  read(text: string): Words {
    const codes = this.#codes.find(readable(text));
    const written = tokensOf(withLiteralsNamed(codes.rest));
    if (this.#corrections === null) return { tokens: written, codes, corrections: [] };
    const corrected = correct(written, this.#corrections);
    return { ...corrected, codes };
  }
}

function correct(
  written: readonly Token[],
  { speller, homophones, names }: Corrections,
): Pick<Words, 'tokens' | 'corrections'> {
  const corrections = new Map<string, string>();
  const seen = new Map<string, readonly string[]>();
  const tokens: Token[] = [];
  const spelled = (word: string): readonly string[] => {
    const known = seen.get(word);
    if (known !== undefined) return known;
    const words = (seen.size < MAX_CORRECTIONS ? speller.correct(word) : undefined) ?? [];
    if (words.length > 0) corrections.set(word, words.join(' '));
    seen.set(word, words);
    return words;
  };
  for (let at = 0; at < written.length; ) {
    const token = written[at];
    if (token === undefined) break;
    const known = names.longestAt(written, at)?.length;
    const heard = token.han && known === undefined ? homophones.at(written, at) : undefined;
    if (heard !== undefined) {
      const meant = [...heard];
      corrections.set(textOf(written.slice(at, at + meant.length)), heard);
      tokens.push(...meant.map((text, place) => hanToken(text, place > 0 || token.joined)));
      at += meant.length;
      continue;
    }
    const isKnown = known !== undefined || token.han || isRight(token, speller);
    const words = isKnown ? [] : spelled(token.text);
    if (words.length === 0) tokens.push(...written.slice(at, at + (known ?? 1)));
    for (const word of words) tokens.push({ ...token, text: word, key: keyOf(word) });
    at += known ?? 1;
  }
  return { tokens, corrections: [...corrections] };
}

function hanToken(text: string, joined: boolean): Token {
  return { text, key: text, han: true, joined };
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('');
}

/** Returns the terms of a text, in order, by the longest names that the lexicon knows. */
export function termsOf(tokens: readonly Token[], lexicon: Lexicon): readonly Term[] {
  const terms: Term[] = [];
  let loose: Token[] = [];
  for (let index = 0; index < tokens.length; ) {
    const found = lexicon.longestAt(tokens, index);
    const token = tokens[index];
    if (token === undefined) break;
    if (found === undefined) {
      if (!token.joined || !token.han) loose = flush(loose, index, terms);
      loose.push(token);
      index += 1;
      continue;
    }
    loose = flush(loose, index, terms);
    const text =
      found.length === 1
        ? (LITERALS.get(token.text) ?? token.text)
        : written(tokens.slice(index, index + found.length));
    const name = tokens.slice(index, index + found.length);
    const meanings = withNamesInside(telling(found.values), name, lexicon);
    terms.push({ meanings, text, from: index });
    index += found.length;
  }
  flush(loose, tokens.length, terms);
  return terms;
}

/**
 * Adds the shorter names in a name of another product: "HDMI cable" names HDMI as well, but a "coffee
 * machine" is no machine that people work at.
 */
function withNamesInside(
  meanings: readonly Meaning[],
  tokens: readonly Token[],
  lexicon: Lexicon,
): readonly Meaning[] {
  if (tokens.length < 2 || meanings.some(({ kind }) => kind !== 'elsewhere')) return meanings;
  const inside = tokens.flatMap((token, place) => {
    const isHead = place === tokens.length - 1;
    return (lexicon.longestAt([token], 0)?.values ?? []).filter(
      ({ kind }) => kind === 'elsewhere' || (kind === 'concept' && !isHead),
    );
  });
  return [...meanings, ...inside];
}

function isRight({ text, key }: Token, speller: Speller): boolean {
  return speller.knows(text) || speller.knows(key) || /^\d+$/.test(text);
}

/** A term that is filler in one sense and telling in another counts as telling. */
function telling(meanings: readonly Meaning[]): readonly Meaning[] {
  if (meanings.length === 1) return meanings;
  const rest = meanings.filter((meaning) => meaning.kind !== 'filler');
  return rest.length > 0 ? rest : meanings;
}

/**
 * Adds the words that the lexicon doesn't know, which end before `end`: each on its own, Chinese
 * characters in overlapping pairs.
 */
function flush(loose: readonly Token[], end: number, terms: Term[]): Token[] {
  const from = end - loose.length;
  if (loose.length === 1 || !loose[0]?.han) {
    for (const [place, { han, text, key }] of loose.entries())
      terms.push(wordTerm(han ? text : key, text, from + place));
    return [];
  }
  for (let index = 0; index + 1 < loose.length; index += 1) {
    const pair = `${loose[index]?.text}${loose[index + 1]?.text}`;
    terms.push(wordTerm(pair, pair, from + index));
  }
  return [];
}

function wordTerm(key: string, text: string, from: number): Term {
  return { meanings: [{ kind: 'word', id: `word:${key}` }], text, from };
}

function written(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) => (index > 0 && !token.han ? ` ${token.text}` : token.text))
    .join('');
}

/** Replaces literals with a lexicon word: an address, `domain\user`, a year long past. */
function withLiteralsNamed(text: string): string {
  const named = text.includes('@') ? text.replace(MAIL_ADDRESS, ' someaddress ') : text;
  const plain = named.includes('\\') ? named.replace(DOMAIN_AND_USER, ' domainanduser ') : named;
  return plain.replace(PAST_YEAR, (year, at: number) => {
    const { before, behind } = statedYear();
    const stated =
      before.test(plain.slice(Math.max(0, at - NEAR_YEAR), at)) ||
      behind.test(plain.slice(at + year.length, at + year.length + NEAR_YEAR));
    return stated ? ' yearlonggone ' : year;
  });
}

/** Maximum number of characters before or behind a year that are read for what it means. */
const NEAR_YEAR = 24;

/**
 * Matches text around a year that presents it as the current date; a product's edition is named
 * without such text.
 */
const statedYear = fromLanguages(() => {
  const { before, between, behind } = yearWords();
  const { spaced, unspaced } = byScript(before);
  return {
    before: new RegExp(
      `(?:${wholeWords(anyOf(spaced))} (?:${anyOf(between)} )?|${anyOf(unspaced)} ?)$`,
      'u',
    ),
    behind: new RegExp(`^ ?${anyOf(behind)}`, 'u'),
  };
});
