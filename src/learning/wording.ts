import { greetings, thanks } from '../conversation/utterances/answer-words.ts';
import { fromLanguages } from '../i18n/understood.ts';
import { fillerWords } from '../matching/reading-words.ts';
import { withoutPersonal } from '../redaction/without-personal.ts';
import { dateNames, unspacedDate } from './date-words.ts';
import type { KnownWords } from './known-words.ts';

/** A longer sentence is also cut at its commas. In characters. */
const MAX_SENTENCE = 90;
/** A longer wording would match little else. In characters. */
const MAX_WORDING = 140;
const MIN_LATIN_WORDS = 2;
const MIN_HAN = 4;

/** What replaces secrets, names and addresses. */
const MARK = /\[[^\][]{1,60}\]/gu;
/** Stands for something left out. */
const GAP = '\uFFFC';
const SENTENCE_END = /[。！？；\n]+|[.!?;:]+(?=\s|$)|\s[-–—]+\s/u;
const COMMA = /([，、：]+|,\s+)/u;
const GREETED = /^[^,，.!。！]{0,30}[,，.!。！]\s*/u;
/** A word of a script with blanks between its words. */
const WORD =
  /(?:(?!\p{Script=Han})[\p{L}\p{N}])+(?:['’._/+-](?:(?!\p{Script=Han})[\p{L}\p{N}])+)*/gu;
/** "OneDrive", but not "McDonald". */
const INNER_CAPITAL = /^(?!Mc|Mac|De|Di|La|Le|Van)\p{Lu}?\p{Ll}+\p{Lu}/u;
const ACRONYM = /^\p{Lu}{2,6}$/u;
const AROUND = /["“”‘’'`()<>*_|\\^~#=\uFFFC]+/u;
const LOOSE_SIGNS = new RegExp(
  `${AROUND.source}(?=\\s|$)|(?<=^|\\s)${AROUND.source}|${GAP}+`,
  'gu',
);

/**
 * Returns wordings for a report, best first: its sentence with most of the runbook's words, and
 * before it a part of that sentence if it is long. They have no names, numbers, dates or greetings.
 * Empty if nothing is left that could tell the symptom.
 * @param text without secrets.
 */
export function wordingsOf(text: string, runbook: string, words: KnownWords): readonly string[] {
  const calm = /\p{Ll}/u.test(text) ? text : text.toLowerCase();
  const bare = withoutPersonal(calm, null).replace(MARK, GAP).replace(unspacedDate(), GAP);
  const best = (parts: readonly string[]) => mostTelling(parts, runbook, words);
  const sentence = best(bare.split(SENTENCE_END).map(withoutCourtesies));
  if (sentence === null) return [];
  const clauses = sentence.split(COMMA).filter((_, index) => index % 2 === 0);
  const clause = sentence.length > MAX_SENTENCE ? best(clauses) : null;
  const wordings = [clause, sentence].flatMap((part) => (part === null ? [] : clean(part, words)));
  return [...new Set(wordings)].filter(isUseful);
}

function mostTelling(parts: readonly string[], runbook: string, words: KnownWords): string | null {
  const weighed = parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ part, count: words.countTelling(part, runbook) }));
  const [best] = weighed.toSorted(
    (one, other) => other.count - one.count || preferred(one.part, other.part, one.count),
  );
  return best?.part ?? null;
}

/** Of two parts that tell as much, the shorter; of two that tell nothing, the longer. */
function preferred(one: string, other: string, count: number): number {
  return count > 0 ? one.length - other.length : other.length - one.length;
}

function clean(part: string, words: KnownWords): string {
  const kept: string[] = [];
  for (const word of part.split(/\s+/u)) {
    const rest = word.replace(WORD, (each) => (isTelling(each, words) ? each : GAP));
    // "since Monday": what leads to a date or a name goes with it.
    if (rest.startsWith(GAP)) while (isFiller(kept.at(-1))) kept.pop();
    kept.push(rest);
  }
  return kept
    .join(' ')
    .replace(LOOSE_SIGNS, '')
    .replace(/\s+/gu, ' ')
    .replace(/\s(?=[,.;:!?%，])/gu, '')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
}

function isFiller(word: string | undefined): boolean {
  return word !== undefined && (word === GAP || fillers().has(word.toLowerCase()));
}

const fillers = fromLanguages(() => new Set(fillerWords()));

/** Numbers, names and dates tell nothing, unless a runbook has them, as in "Microsoft 365". */
function isTelling(word: string, words: KnownWords): boolean {
  const isCapitalized = /\p{Lu}/u.test(word);
  if (isCapitalized && dateNames().has(word.toLowerCase())) return false;
  if (words.isKnown(word)) return true;
  if (/\p{N}/u.test(word)) return false;
  return !isCapitalized || ACRONYM.test(word) || INNER_CAPITAL.test(word);
}

function isUseful(wording: string): boolean {
  if (wording.length > MAX_WORDING) return false;
  const han = wording.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = wording.match(WORD)?.length ?? 0;
  return han >= MIN_HAN || latin >= MIN_LATIN_WORDS || (han > 0 && latin > 0);
}

/** Leaves out "Hi Anna," and ", thanks". */
function withoutCourtesies(sentence: string): string {
  const greeting = greetingPattern().exec(sentence)?.[0] ?? '';
  const rest = sentence.slice(greeting.length);
  const parts = (greeting === '' ? rest : rest.replace(GREETED, '')).split(COMMA);
  return parts
    .flatMap((part, index) =>
      index % 2 === 0 && !isCourtesy(part) ? [index > 0 ? parts[index - 1] : '', part] : [],
    )
    .join('');
}

function isCourtesy(part: string): boolean {
  return courtesies().has(part.trim().toLowerCase());
}

const courtesies = fromLanguages(() => new Set([...greetings(), ...thanks()]));

const greetingPattern = fromLanguages(() => {
  const words = greetings()
    .toSorted((one, other) => other.length - one.length)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^\\s*(?:${words.join('|')})(?![a-z])`, 'iu');
});
