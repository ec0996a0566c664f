import type { Localized } from '../i18n/locale.ts';
import { perLocale } from '../i18n/locales.ts';
import type { Reading } from './reading.ts';
import type { Mention, Scope } from './scope.ts';
import type { SymptomIndex } from './symptom-index.ts';
import type { Candidate } from './verdict.ts';
import { WHY_WORDS, type WhyWords } from './why-words.ts';
import type { FoundIntent } from './wishes.ts';

/** Maximum length of a report quotation in an explanation, in characters. */
const MAX_QUOTE = 60;
const MAX_NAMED = 5;

/** Returns one line: which error code decided. */
export function whyCode(codes: readonly string[]): Localized {
  return inEach((say) => say.code(codes));
}

/** Returns one line: which words asked for something. */
export function whyIntent({ intent, words }: FoundIntent): Localized {
  const quoted = bare(words);
  return inEach((say) => say.intent[intent.kind](say.quote(quoted)));
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
  return inEach((say) =>
    [
      ...parts.map(({ id, percent, words, wording }) =>
        say.symptom(
          id,
          percent,
          quotations(words, say),
          wording === null ? null : say.quote(wording),
        ),
      ),
      ...(products.length > 0 ? [say.names(quotations(products, say))] : []),
    ].join(say.and),
  );
}

/** Returns one line: why no symptom is close enough. */
export function whyNone(scope: Scope, candidates: readonly Candidate[]): Localized {
  const about = texts([...scope.elsewhere, ...scope.matters, ...scope.strangers]);
  const codes = scope.unknownCodes.slice(0, MAX_NAMED);
  const best = candidates[0];
  return inEach((say) =>
    [
      ...(about.length > 0 ? [say.isAbout(quotations(about, say))] : []),
      ...(codes.length > 0 ? [say.unknownCode(codes)] : []),
      best === undefined
        ? say.noWording
        : say.nearest(best.symptom.ref.symptom, Math.round(best.probability * 100)),
    ].join(say.and),
  );
}

function inEach(line: (say: WhyWords) => string): Localized {
  return perLocale((locale) => line(WHY_WORDS[locale]));
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

function quotations(words: readonly string[], say: WhyWords): string {
  return say.quotations(words.map(say.quote));
}

/**
 * Strips quotation marks from a wording, which is quoted itself, puts it on one line and limits its
 * length.
 */
function bare(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/^[\s"“”「『]+|[\s"“”」』]+$/g, '');
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE - 1)}…` : line;
}
