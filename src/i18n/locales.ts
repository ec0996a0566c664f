import type { Language } from './language.ts';
import { languageOf, languages } from './languages.ts';
import type { Locale } from './locale.ts';

/** The languages that every runbook, card and message is complete in; the default comes first. */
export function locales(): readonly Locale[] {
  const loaded = languages();
  if (known.of !== loaded) known = { of: loaded, tags: loaded.map(({ locale }) => locale) };
  return known.tags;
}

let known: { readonly of: unknown; readonly tags: readonly Locale[] } = { of: null, tags: [] };

/** Returns the name of a language in its own words; the short one fits a narrow button. */
export function nameOf(locale: Locale, length: 'full' | 'short' = 'full'): string {
  const { name, shortName } = languageOf(locale);
  return length === 'short' ? shortName : name;
}

/** Returns the quotation marks of a language, and what separates quotations in a row. */
export function quotesOf(locale: Locale): Language['quotes'] {
  return languageOf(locale).quotes;
}

/** Joins items as this language writes a list. */
export function listed(items: readonly string[], locale: Locale): string {
  return items.join(languageOf(locale).lists.separator);
}

/** Joins items within a sentence, as this language does: "a, b, and c". */
export function inSentence(items: readonly string[], joiner: 'and' | 'or', locale: Locale): string {
  const { separator, [joiner]: joiners } = languageOf(locale).lists;
  const [last, ...others] = items.toReversed();
  if (last === undefined || others.length === 0) return last ?? '';
  const before = others.toReversed().join(separator);
  return `${before}${others.length === 1 ? joiners.two : joiners.last}${last}`;
}

/** Names the loaded languages as this language does, its own first: "English or Chinese". */
export function languageChoice(locale: Locale): string {
  const { names } = languageOf(locale);
  const known = new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' });
  const others = locales().filter((each) => each !== locale);
  return inSentence(
    [locale, ...others].map((each) => names[each] ?? known.of(each) ?? nameOf(each)),
    'or',
    locale,
  );
}

/** Returns the attributes that mark an HTML element as written in a language. */
export function langAttributes(locale: Locale): string {
  const { direction } = languageOf(locale);
  return `lang="${locale}"${direction === 'rtl' ? ' dir="rtl"' : ''}`;
}

export function isLocale(value: unknown): value is Locale {
  return locales().some((locale) => locale === value);
}

/** Makes a value for each language. */
export function perLocale<T>(make: (locale: Locale) => T): Record<Locale, T> {
  const made: Partial<Record<Locale, T>> = {};
  for (const locale of locales()) made[locale] = make(locale);
  return made as Record<Locale, T>;
}

/**
 * Returns the loaded language nearest to a BCP 47 tag: the same tag, otherwise the first of the same
 * language, so that readers of Traditional Chinese get Simplified rather than English. Returns
 * `undefined` if none is near.
 */
export function localeFor(tag: string | undefined): Locale | undefined {
  const wanted = tag?.trim().toLowerCase().replaceAll('_', '-') ?? '';
  const language = wanted.split('-')[0];
  const all = locales();
  return (
    all.find((locale) => locale.toLowerCase() === wanted) ??
    all.find((locale) => locale.toLowerCase().split('-')[0] === language)
  );
}

/**
 * Returns the language a person shows by writing it: the only one that uses a script of the text.
 * Returns `undefined` for a script of several languages, and for Latin: everyone pastes English
 * errors.
 */
export function localeWrittenIn(text: string): Locale | undefined {
  const written = languages().filter(({ script }) => script?.test(text));
  return written.length === 1 ? written[0]?.locale : undefined;
}
