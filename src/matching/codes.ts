import { anyOf } from '../i18n/phrase-template.ts';
import { fromLanguages } from '../i18n/understood.ts';
import { codePrefixes, numberWords } from './reading-words.ts';

/** Error codes found in a report. */
export interface Codes {
  /** As printed in a runbook. */
  readonly known: readonly string[];
  /** Codes that no runbook knows, as written in the report. */
  readonly unknown: readonly string[];
  /** The report without its codes. */
  readonly rest: string;
}

const HEX = /^[0o]x[0-9a-fo]{3,16}$/;
const BARE_HEX = /^(?=.*\d)(?=.*[a-f])[0-9a-f]{8}$/;
const serviceCode = fromLanguages(
  () => new RegExp(String.raw`^${anyOf(codePrefixes())}\d{4,}$`, 'u'),
);
const namedNumber = fromLanguages(() => {
  const { before, between } = numberWords();
  return new RegExp(
    String.raw`${anyOf(before)}(?: ?${anyOf(between)})? ?[:#=：]? ?(\d{2,6})(?![\d.:])`,
    'gu',
  );
});

/** Finds the error codes in a prepared report, even if OCR misread a digit or inserted a space. */
export class CodeFinder {
  readonly #known = new Map<string, string>();
  readonly #lengths = new Set<number>();

  constructor(codes: Iterable<string>) {
    for (const code of codes) {
      const bare = canonical(code.toLowerCase());
      this.#known.set(bare, code);
      for (const length of [0, 1, 2, 3]) this.#lengths.add(bare.length + length);
    }
  }

  find(prepared: string): Codes {
    if (!/\d/.test(prepared)) return { known: [], unknown: [], rest: prepared };
    const known = new Set<string>();
    const unknown = new Set<string>();
    const gaps: Span[] = [];
    for (const span of wordsWithDigits(prepared)) {
      const found = this.#knownAt(prepared, span);
      const word = prepared.slice(...span);
      if (found !== undefined) known.add(found.code);
      else if (looksLikeCode(word)) unknown.add(word);
      else continue;
      gaps.push(found?.span ?? span);
    }
    for (const [, digits = ''] of prepared.matchAll(namedNumber())) {
      if (!this.#known.has(canonical(digits))) unknown.add(digits);
    }
    return { known: [...known], unknown: [...unknown], rest: without(prepared, gaps) };
  }

  /**
   * Finds a known code in this word, or in this word and its neighbor, because OCR puts spaces into
   * codes.
   */
  #knownAt(
    text: string,
    [from, to]: Span,
  ): { readonly code: string; readonly span: Span } | undefined {
    const start = from > 1 ? wordStart(text, from - 1) : from;
    const end = to + 1 < text.length ? wordEnd(text, to + 1) : to;
    const spans: readonly Span[] = [
      [from, to],
      [start, to],
      [from, end],
    ];
    for (const span of spans) {
      const code = this.#codeOf(text.slice(...span));
      if (code !== undefined) return { code, span };
    }
    return undefined;
  }

  #codeOf(word: string): string | undefined {
    return this.#lengths.has(word.length) ? this.#known.get(canonical(word)) : undefined;
  }
}

/** Start (inclusive) and end (exclusive). */
type Span = readonly [number, number];

function* wordsWithDigits(text: string): Generator<Span> {
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text.charCodeAt(at))) continue;
    const span: Span = [wordStart(text, at), wordEnd(text, at)];
    yield span;
    at = span[1];
  }
}

function wordStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && isWordPart(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && isWordPart(text.charCodeAt(end))) end += 1;
  return end;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A digit, a lower-case letter or `_`. */
function isWordPart(code: number): boolean {
  return isDigit(code) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}

function looksLikeCode(word: string): boolean {
  return HEX.test(word) || BARE_HEX.test(word) || serviceCode().test(word);
}

/** Removes the `0x`; in a long code, treats digits and the letters they are misread as alike. */
function canonical(code: string): string {
  const plain = /[^a-z0-9_]/.test(code) ? code.replace(/[^a-z0-9_]/g, '') : code;
  const bare = plain.length >= 6 && /^[0o]x/.test(plain) ? plain.slice(2) : plain;
  if (bare.length < 6 || !/\d/.test(bare)) return bare;
  return bare.replace(/o/g, '0').replace(/[il]/g, '1').replace(/s/g, '5');
}

function without(text: string, gaps: readonly Span[]): string {
  let rest = '';
  let from = 0;
  for (const [start, end] of gaps) {
    if (start < from) continue;
    rest += `${text.slice(from, start)} `;
    from = end;
  }
  return rest + text.slice(from);
}
