import type { Locale } from '../../../i18n/locale.ts';
import { pageWords } from './page-words.ts';

/** The page's words for a refusal that passes, with the time to wait. The page itself fills in the same words. */
export function waitSentence(
  problem: 'too-many' | 'busy' | 'too-slow',
  seconds: number,
  locale: Locale,
): string {
  const words = pageWords(locale);
  const unit = seconds > 60 ? 'minutes' : 'seconds';
  const count = unit === 'minutes' ? Math.ceil(seconds / 60) : seconds;
  const form = new Intl.PluralRules(locale).select(count) === 'one' ? 'one' : 'other';
  const wait = (words[`wait.${unit}_${form}`] ?? '').replace('{count}', String(count));
  return (words[`problem.${problem}`] ?? '').replace('{wait}', wait);
}
