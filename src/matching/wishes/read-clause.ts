import { LRUCache } from 'lru-cache';
import { fromLanguages } from '../../i18n/understood.ts';
import { everydayWords } from '../reading-words.ts';
import { Speller } from '../spelling.ts';
import { OUTCOMES } from './wish.ts';
import type { Rule } from './wish-lists.ts';
import { type Grammar, grammars, grammarWords, type Pattern, regionalWords } from './wish-words.ts';

/** What a clause says. */
export interface Said {
  readonly rule: Rule;
  /** False if it says so only about steps that were given. */
  readonly sure: boolean;
  /** The clause in plain form, as it was understood. */
  readonly text: string;
}

/** Longer clauses tell something. In characters. */
const MAX_SPACED = 110;
const MAX_UNSPACED = 36;
/** A short clause may be in a script that its language doesn't use: "3q". In characters. */
const MAX_FOREIGN = 6;
/** Longer clauses aren't corrected. */
const MAX_MISSPELLED_WORDS = 9;
const MAX_MISHEARD = 12;

/** Of words before a clause, so many are left out. */
const MAX_LEADS = 3;

const HAN = /\p{Script=Han}/u;

/**
 * The latest clauses and what they say. A message is read several times: by the conversation, and
 * by the matcher for each runbook.
 */
const kept = fromLanguages(
  () => new LRUCache<string, { readonly said: Said | null }>({ max: 500 }),
);

/** Returns what a clause in plain form says in any language, or null. */
export function readClause(text: string): Said | null {
  const known = kept().get(text);
  if (known !== undefined) return known.said;
  const said = readAsWritten(text) ?? readCorrected(inUsualWords(text));
  if (text.length <= MAX_SPACED) kept().set(text, { said });
  return said;
}

/** Returns what a clause says if it is all of the message, or null. */
export function readAlone(text: string): Said | null {
  for (const grammar of grammars()) {
    const said = isReadable(text, grammar) ? matching(grammar, text, ['alone']) : null;
    if (said !== null) return said;
  }
  return null;
}

/** Returns true if a clause only limits what the one before it says. */
export function isLimit(text: string): boolean {
  return grammars().some(({ limits }) => limits.test(text));
}

/** Returns true if a clause says that something is new: "now Outlook does not open". */
export function isNovel(text: string): boolean {
  return grammars().some(({ novelties }) => novelties.test(text));
}

/** Does the same as `readClause`, without correcting anything. */
export function readAsWritten(written: string): Said | null {
  const text = inUsualWords(written);
  for (const grammar of grammars()) {
    const said = isReadable(text, grammar) ? readWith(grammar, text) : null;
    if (said !== null) return said.rule === 'thanks' ? (besideThanks(grammar, text) ?? said) : said;
  }
  return readFiller(text);
}

/** Returns a text with the words of a region or of chat replaced by the usual ones. */
function inUsualWords(text: string): string {
  const { usual, found } = regionalWords();
  return text.length > MAX_SPACED ? text : text.replace(found, (word) => usual.get(word) ?? word);
}

function readFiller(text: string): Said | null {
  const isFiller = grammars().some(
    (grammar) => isReadable(text, grammar) && grammar.filler.test(text),
  );
  return isFiller ? { rule: 'acknowledgement', sure: true, text } : null;
}

function isReadable(text: string, { unspaced }: Grammar): boolean {
  if (unspaced !== HAN.test(text)) return unspaced && text.length <= MAX_FOREIGN;
  return text.length <= (unspaced ? MAX_UNSPACED : MAX_SPACED);
}

/** "Thanks it works again" says how it went. */
function besideThanks(grammar: Grammar, text: string): Said | null {
  const [, ...rest] = variants(text, grammar);
  const said = rest.flatMap((each) => readWith(grammar, each) ?? []);
  return (
    said.find(({ rule, sure }) =>
      sure ? OUTCOMES.some((kind) => kind === rule) : rule === 'did-not-work',
    ) ?? null
  );
}

function readWith(grammar: Grammar, text: string): Said | null {
  return matching(grammar, text, ['says', 'may-say']);
}

/** Returns what the first pattern of these lists says that matches. */
function matching(grammar: Grammar, text: string, lists: readonly Pattern['list'][]): Said | null {
  const readings = variants(text, grammar);
  for (const position of possibleIn(text, grammar)) {
    const pattern = grammar.patterns[position];
    if (pattern === undefined || !lists.includes(pattern.list)) continue;
    const { rule, list, matches } = pattern;
    if (!readings.some((each) => matches().test(each))) continue;
    const exceptions = grammar.exceptions.get(rule);
    const isSure = list !== 'may-say';
    if (exceptions?.unless.test(text) || (!isSure && exceptions?.mayNotSay.test(text))) continue;
    return { rule, sure: isSure, text };
  }
  return null;
}

/** Returns the positions of the patterns that may match, in order: the clause has what they need. */
function possibleIn(text: string, { needed, needing }: Grammar): readonly number[] {
  const possible = new Set(needing.get(''));
  for (let at = 0; at < text.length; at += 1) {
    for (const each of needed.get(text.charAt(at)) ?? []) {
      if (!text.startsWith(each, at)) continue;
      for (const position of needing.get(each) ?? []) possible.add(position);
    }
  }
  return [...possible].sort((one, other) => one - other);
}

/** Returns a clause as it is, and without the words around it that don't change it. */
function variants(text: string, { anywhere, leads, trails }: Grammar): string[] {
  const inner = text.replace(anywhere, '').trim() || text;
  const tails = [text, inner];
  for (let count = 0; count < MAX_LEADS; count += 1) {
    const tail = tails.at(-1)?.replace(leads, '') ?? '';
    if (tail === tails.at(-1)) break;
    tails.push(tail);
  }
  return [...new Set([...tails, ...tails.slice(1).map((tail) => tail.replace(trails, ''))])];
}

function readCorrected(text: string): Said | null {
  for (const corrected of HAN.test(text) ? misheard(text) : misspelled(text)) {
    const said = readAsWritten(corrected);
    // Another character makes something of nearly any clause that only may say something.
    if (said !== null && (said.sure || !HAN.test(text))) return said;
  }
  return null;
}

function misspelled(text: string): string[] {
  const words = text.split(' ');
  if (words.length > MAX_MISSPELLED_WORDS) return [];
  const speller = grammarSpeller();
  const corrected = words.map((word) =>
    speller.knows(word) ? word : (speller.correct(word)?.join(' ') ?? word),
  );
  const whole = corrected.join(' ');
  return whole === text ? [] : [whole];
}

const grammarSpeller = fromLanguages(() => {
  const speller = new Speller();
  for (const word of grammarWords()) speller.add(word, 2);
  for (const word of everydayWords()) speller.add(word, 1);
  return speller;
});

/** Returns a text with each character replaced by the usual one that sounds like it. */
function misheard(text: string): string[] {
  if (text.length > MAX_MISHEARD) return [];
  return grammars().flatMap(({ homophones }) =>
    [...text].flatMap((character, index) => {
      const meant = homophones.get(character);
      return meant === undefined ? [] : [`${text.slice(0, index)}${meant}${text.slice(index + 1)}`];
    }),
  );
}
