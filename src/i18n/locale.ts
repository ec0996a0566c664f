/**
 * The languages that code may name: only the default. Their folders name all others. Tests register
 * the ones their samples are written in.
 */
export interface NamedLocales {
  readonly en: true;
}

/** The BCP 47 tag of a loaded language: a string that `isLocale` accepts. */
export type Locale = keyof NamedLocales;

/** A text in every loaded language. */
export type Localized = Readonly<Record<Locale, string>>;

/** The language of people whose language is unknown or not loaded. All others are checked by it. */
export const DEFAULT_LOCALE: Locale = 'en';
