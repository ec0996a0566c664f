import { filled } from '../../../i18n/filled.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { pageWords } from './page-words.ts';

/**
 * Returns the page's text for a temporary refusal, with the time to wait. The page itself fills in
 * the same text.
 */
export function waitSentence(
  problem: 'too-many' | 'busy' | 'too-slow',
  seconds: number,
  locale: Locale,
): string {
  const words = pageWords(locale);
  const unit = seconds > 60 ? 'minutes' : 'seconds';
  const count = unit === 'minutes' ? Math.ceil(seconds / 60) : seconds;
  const form = new Intl.PluralRules(locale).select(count);
  const wait = filled(words[`wait.${unit}_${form}`] ?? '', { count: String(count) });
  return filled(words[`problem.${problem}`] ?? '', { wait });
}
