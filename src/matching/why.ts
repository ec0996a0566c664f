import type { Locale, Localized } from '../i18n/locale.ts';
import { listed, perLocale, quotesOf } from '../i18n/locales.ts';
import { translate } from '../i18n/words.ts';
import type { Analysis } from './analyze.ts';
import type { FoundIntent } from './find-intent.ts';
import type { Mention } from './scope.ts';
import type { Candidate, View } from './view.ts';

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
export function whySymptoms(candidates: readonly Candidate[], { views }: Analysis): Localized {
  const parts = candidates.map(({ symptom, evidence, probability }) => {
    const view = views.find(({ known }) => known.runbook.id === symptom.ref.runbook);
    const { fit } = evidence;
    return {
      id: symptom.ref.symptom,
      percent: Math.round(probability * 100),
      words: view === undefined ? [] : matchedWords(fit?.matched ?? [], view),
      wording: fit === undefined ? null : bare(fit.phrase.text),
    };
  });
  const products = texts(views[0]?.scope.own ?? []);
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
export function whyNone({ words, views }: Analysis): Localized {
  const [best] = views;
  const { elsewhere = [], neighbours = [], strangers = [] } = best?.scope ?? {};
  const about = texts([...elsewhere, ...neighbours, ...strangers]);
  const codes = words.codes.unknown.slice(0, MAX_NAMED);
  const nearest = best?.candidates[0];
  return perLocale((locale) =>
    sentence(locale, [
      ...(about.length > 0
        ? [translate(locale, 'reasons.is-about', { names: quotations(about, locale) })]
        : []),
      ...(codes.length > 0
        ? [translate(locale, 'reasons.unknown-code', { codes: listed(codes, locale) })]
        : []),
      nearest === undefined
        ? translate(locale, 'reasons.no-wording')
        : translate(locale, 'reasons.nearest', {
            id: nearest.symptom.ref.symptom,
            percent: Math.round(nearest.probability * 100),
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

function matchedWords(matched: readonly number[], { reading, known }: View): string[] {
  const wanted = new Set(matched.map(known.index.idOf));
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
