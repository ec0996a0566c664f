/** The languages every runbook, card and message is complete in. The first is the fallback. */
export const LOCALES = ['en', 'zh-CN'] as const;

export type Locale = (typeof LOCALES)[number];

/** One text in every language. */
export type Localized = Readonly<Record<Locale, string>>;

const HAN = /\p{Script=Han}/u;

/**
 * The supported language nearest to a BCP 47 tag, or `undefined` where none is near.
 * Traditional Chinese readers are served Simplified: it is closer than English.
 */
export function localeFor(tag: string | undefined): Locale | undefined {
  const language = tag?.trim().toLowerCase().split(/[-_]/)[0];
  if (language === 'zh') return 'zh-CN';
  if (language === 'en') return 'en';
  return undefined;
}

/** The language a person shows by writing it, or `undefined`: English errors are pasted by everyone. */
export function localeWrittenIn(text: string): Locale | undefined {
  return HAN.test(text) ? 'zh-CN' : undefined;
}

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}
