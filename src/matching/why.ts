import type { Locale, Localized } from '../i18n/locale.ts';
import { listed, localeWrittenIn, perLocale, quotesOf } from '../i18n/locales.ts';
import { translate } from '../i18n/words.ts';
import type { SymptomRef } from '../runbook/symptom-ref.ts';
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

/**
 * Returns one line: which words of the report were recognized, the wording they come from, and what
 * speaks against it. With several symptoms, the same for each.
 */
export function whySymptoms(candidates: readonly Candidate[], { views }: Analysis): Localized {
  const parts = candidates.map(({ symptom, evidence, probability }): SymptomPart => {
    const view = views.find(({ known }) => known.runbook.id === symptom.ref.runbook);
    const { fit } = evidence;
    return {
      title: titleOf(symptom.ref, view),
      percent: Math.round(probability * 100),
      words: view === undefined ? [] : matchedWords(fit?.matched ?? [], view),
      wording: fit === undefined ? null : bare(fit.phrase.text),
    };
  });
  const { own = [], elsewhere = [], neighbours = [], strangers = [] } = views[0]?.scope ?? {};
  const products = texts(own);
  const against = texts([...elsewhere, ...neighbours, ...strangers]);
  return perLocale((locale) =>
    sentence(locale, [
      ...(parts.length > 1
        ? [translate(locale, 'reasons.several'), ...parts.map((part) => offered(part, locale))]
        : parts.map((part) => recognized(part, locale))),
      ...(products.length > 0
        ? [translate(locale, 'reasons.names', { products: quotations(products, locale) })]
        : []),
      ...(against.length > 0
        ? [translate(locale, 'reasons.against', { names: quotations(against, locale) })]
        : parts.length > 1
          ? []
          : [translate(locale, 'reasons.nothing-against')]),
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
            title: quote(bare(titleOf(nearest.symptom.ref, best)?.[locale] ?? ''), locale),
            percent: Math.round(nearest.probability * 100),
          }),
    ]),
  );
}

interface SymptomPart {
  /** Null if its runbook has no such symptom. */
  readonly title: Localized | null;
  readonly percent: number;
  readonly words: readonly string[];
  /** Null if no single wording matches the report. */
  readonly wording: string | null;
}

function titleOf({ symptom }: SymptomRef, view: View | undefined): Localized | null {
  return view?.known.runbook.symptoms.find(({ id }) => id === symptom)?.title ?? null;
}

function recognized({ title, words, wording }: SymptomPart, locale: Locale): string {
  if (words.length === 0) return translate(locale, 'reasons.whole');
  const values = { words: quotations(words, locale) };
  if (wording === null) return translate(locale, 'reasons.symptom', values);
  // A wording in a script of another language tells the reader nothing; the title says what it means.
  const script = localeWrittenIn(wording);
  const isForeign = script !== undefined && script !== locale && title !== null;
  const shown = quote(isForeign ? bare(title[locale]) : wording, locale);
  return translate(locale, 'reasons.symptom-as', { ...values, wording: shown });
}

function offered(part: SymptomPart, locale: Locale): string {
  const values = { title: quote(bare(part.title?.[locale] ?? ''), locale), percent: part.percent };
  if (part.words.length === 0) return translate(locale, 'reasons.offered-whole', values);
  const words = quotations(part.words, locale);
  return translate(locale, 'reasons.offered', { ...values, words });
}

/** Joins the parts of an explanation to one sentence. */
function sentence(locale: Locale, parts: readonly string[]): string {
  const joined = parts.join(translate(locale, 'reasons.and'));
  const [first = ''] = joined;
  const begun = first.toLocaleUpperCase(locale) + joined.slice(first.length);
  return translate(locale, 'reasons.sentence', { parts: begun });
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
