import type { Locale, Localized } from '../i18n/locale.ts';
import { listed, perLocale, quotesOf } from '../i18n/locales.ts';
import { translate } from '../i18n/words.ts';
import type { Reading } from './reading.ts';
import type { Mention, Scope } from './scope.ts';
import type { SymptomIndex } from './symptom-index.ts';
import type { Candidate } from './verdict.ts';
import type { FoundIntent } from './wishes.ts';

/** Maximum length of a report quotation in an explanation, in characters. */
const MAX_QUOTE = 60;
const MAX_NAMED = 5;

/** Returns the explanation if the person chose the symptom themselves. */
export function whyChosen(): Localized {
  return perLocale((locale) => translate(locale, 'reasons.chosen'));
}

/** Returns one line: which error code decided. */
export function whyCode(codes: readonly string[]): Localized {
  return perLocale((locale) => translate(locale, 'reasons.code', { codes: listed(codes, locale) }));
}

/** Returns one line: which words asked for something. */
export function whyIntent({ intent, words }: FoundIntent): Localized {
  const quoted = bare(words);
  return perLocale((locale) =>
    translate(locale, `reasons.intent.${intent.kind}`, { words: quote(quoted, locale) }),
  );
}

/** Returns one line: for each symptom, the recognized words and the wording they come from. */
export function whySymptoms(
  candidates: readonly Candidate[],
  scope: Scope,
  reading: Reading,
  index: SymptomIndex,
): Localized {
  const parts = candidates.map(({ symptom, evidence, probability }) => ({
    id: symptom.ref.symptom,
    percent: Math.round(probability * 100),
    words: matchedWords((evidence.fit?.matched ?? []).map(index.idOf), reading),
    wording: evidence.fit === undefined ? null : bare(evidence.fit.phrase.text),
  }));
  const products = texts(scope.own);
  return perLocale((locale) =>
    sentence(locale, [
      ...parts.map((part) => symptomPart(part, locale)),
      ...(products.length > 0
        ? [translate(locale, 'reasons.names', { products: quotations(products, locale) })]
        : []),
    ]),
  );
}

/** Returns one line: why no symptom is close enough. */
export function whyNone(scope: Scope, candidates: readonly Candidate[]): Localized {
  const about = texts([...scope.elsewhere, ...scope.matters, ...scope.strangers]);
  const codes = scope.unknownCodes.slice(0, MAX_NAMED);
  const best = candidates[0];
  return perLocale((locale) =>
    sentence(locale, [
      ...(about.length > 0
        ? [translate(locale, 'reasons.is-about', { names: quotations(about, locale) })]
        : []),
      ...(codes.length > 0
        ? [translate(locale, 'reasons.unknown-code', { codes: listed(codes, locale) })]
        : []),
      best === undefined
        ? translate(locale, 'reasons.no-wording')
        : translate(locale, 'reasons.nearest', {
            id: best.symptom.ref.symptom,
            percent: Math.round(best.probability * 100),
          }),
    ]),
  );
}

interface SymptomPart {
  readonly id: string;
  readonly percent: number;
  readonly words: readonly string[];
  /** Null if no single wording matches the report. */
  readonly wording: string | null;
}

function symptomPart({ id, percent, words, wording }: SymptomPart, locale: Locale): string {
  const values = { id, percent, words: quotations(words, locale) };
  return wording === null
    ? translate(locale, 'reasons.symptom', values)
    : translate(locale, 'reasons.symptom-as', { ...values, wording: quote(wording, locale) });
}

function sentence(locale: Locale, parts: readonly string[]): string {
  return parts.join(translate(locale, 'reasons.and'));
}

function matchedWords(ids: readonly string[], reading: Reading): string[] {
  const wanted = new Set(ids);
  const words = new Set<string>();
  for (const { text, meanings } of reading.terms) {
    if (words.size === MAX_NAMED) break;
    if (meanings.some(({ id }) => wanted.has(id))) words.add(text);
  }
  return [...words].map(bare);
}

function texts(mentions: readonly Mention[]): string[] {
  return [...new Set(mentions.map(({ text }) => text))].slice(0, MAX_NAMED).map(bare);
}

function quotations(words: readonly string[], locale: Locale): string {
  return words.map((word) => quote(word, locale)).join(quotesOf(locale).separator);
}

function quote(text: string, locale: Locale): string {
  const { open, close } = quotesOf(locale);
  return `${open}${text}${close}`;
}

/**
 * Strips quotation marks from a wording, which is quoted itself, puts it on one line and limits its
 * length.
 */
function bare(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/^[\s"“”「『]+|[\s"“”」』]+$/g, '');
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE - 1)}…` : line;
}
