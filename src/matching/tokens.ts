import { negationWords } from './reading-words.ts';
import { stem } from './stem.ts';

/** A Latin word or number, or one Chinese character. */
export interface Token {
  /** As returned by `readable`. */
  readonly text: string;
  /** Comparison key: the stem of a word, or `not` for every negation. */
  readonly key: string;
  readonly han: boolean;
  /** True if only spaces separate this token from the previous one. */
  readonly joined: boolean;
}

const OTHER_LETTER = /[\p{L}\p{N}]/u;
/** Characters that may separate two words that belong together. */
const GAPS = ' \t\n\r\u00a0\u3000-_/';
const APOSTROPHE = 0x27;

/** Returns the words and Chinese characters of a text prepared by `readable`, in order. */
export function tokensOf(prepared: string): Token[] {
  const tokens: Token[] = [];
  let joined = false;
  for (let at = 0; at < prepared.length; ) {
    const end = wordEnd(prepared, at);
    if (end > at) {
      const text = withoutApostrophe(prepared.slice(at, end));
      const han = isHan(prepared.codePointAt(at) ?? 0);
      tokens.push({ text, key: han ? text : keyOf(text), han, joined });
      joined = true;
      at = end;
    } else {
      joined &&= GAPS.includes(prepared[at] ?? '');
      at += 1;
    }
  }
  return tokens;
}

/** Returns the comparison key of a word. */
export function keyOf(text: string): string {
  return negationWords().has(text) ? 'not' : stem(text);
}

function withoutApostrophe(word: string): string {
  return word.includes("'") ? word.replace(/'s$/, '').replaceAll("'", '') : word;
}

/** Returns the end of the word that begins here, or `start` if no word begins here. */
function wordEnd(text: string, start: number): number {
  const first = text.codePointAt(start) ?? 0;
  if (isHan(first)) return start + (first > 0xffff ? 2 : 1);
  let end = start;
  while (end < text.length && isWordPart(text, end, start)) end += 1;
  return end;
}

function isWordPart(text: string, at: number, start: number): boolean {
  const code = text.charCodeAt(at);
  if (isPlainLetter(code)) return true;
  if (code === APOSTROPHE) return at > start && isPlainLetter(text.charCodeAt(at + 1));
  return code > 0x7f && !isHan(text.codePointAt(at) ?? 0) && OTHER_LETTER.test(text[at] ?? '');
}

/** A lower-case Latin letter or a digit. */
function isPlainLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** The blocks of Chinese characters, including the extension encoded in two code units. */
function isHan(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x20000 && code <= 0x3134f)
  );
}
