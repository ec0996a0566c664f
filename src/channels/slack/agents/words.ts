import type { Locale } from '../../../i18n/locale.ts';
import { translate, type WordsUnder } from '../../../i18n/words.ts';

/** Texts that the helpdesk's side needs only in Slack, besides those of its cards. Plain text. */
export type DeskWord = WordsUnder<'slack.desk'>;

/** Returns one of these texts in a language, with `{{name}}` replaced by the value of that name. */
export function deskWord(
  word: DeskWord,
  locale: Locale,
  values: Readonly<Record<string, string>> = {},
): string {
  return translate(locale, `slack.desk.${word}`, values);
}
