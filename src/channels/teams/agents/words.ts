import { DEFAULT_LOCALE, type Locale } from '../../../i18n/locale.ts';
import { localeFor } from '../../../i18n/locales.ts';
import { translate, type WordsUnder } from '../../../i18n/words.ts';

/** Messages to agents that only Teams needs. */
export type TeamsDeskWord = WordsUnder<'teams.desk'>;

/** Returns the text with the values filled in literally. */
export function say(
  word: TeamsDeskWord,
  locale: Locale,
  values: Readonly<Record<string, string>> = {},
): string {
  return translate(locale, `teams.desk.${word}`, values);
}

/** Returns the language of an activity's sender; English if it is missing or unsupported. */
export function languageOf({ locale }: { readonly locale?: string | null | undefined }): Locale {
  return localeFor(locale ?? undefined) ?? DEFAULT_LOCALE;
}
