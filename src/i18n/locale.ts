/** The languages that every runbook, card and message is complete in. The first is the fallback. */
export const LOCALES = ['en', 'zh-CN'] as const;

export type Locale = (typeof LOCALES)[number];

/** A text in every language. */
export type Localized = Readonly<Record<Locale, string>>;

const HAN = /\p{Script=Han}/u;

/**
 * Returns the supported language nearest to a BCP 47 tag, or `undefined` if none is near. Readers
 * of Traditional Chinese get Simplified: it is closer than English.
 */
export function localeFor(tag: string | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split(/[-_]/)[0];
  if (language === 'zh') return 'zh-CN';
  if (language === 'en') return 'en';
  return undefined;
}

/**
 * Returns the language a person shows by writing it, or `undefined`: everyone pastes English
 * errors, so English shows nothing.
 */
export function localeWrittenIn(text: string): Locale | undefined {
  return HAN.test(text) ? 'zh-CN' : undefined;
}

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}
