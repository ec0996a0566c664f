import { DEFAULT_LOCALE, type Locale } from '../../../i18n/locale.ts';
import { localeFor } from '../../../i18n/locales.ts';
import { translate, type WordsUnder } from '../../../i18n/words.ts';

/**
 * Texts of Slack's own surroundings: one-line answers, buttons beside the cards, the App Home.
 * Plain text, which the caller escapes for its destination.
 */
export type SlackWord = WordsUnder<'slack.message'>;

/**
 * Returns one of Slack's own texts in a language, with `{{name}}` replaced by the value of that
 * name.
 */
export function say(
  word: SlackWord,
  locale: Locale,
  values: Readonly<Record<string, string>> = {},
): string {
  return translate(locale, `slack.message.${word}`, values);
}

/** Returns the language for a profile's BCP 47 tag; English if the tag names none of ours. */
export function languageOf(localeTag: string | null): Locale {
  return localeFor(localeTag ?? undefined) ?? DEFAULT_LOCALE;
}
