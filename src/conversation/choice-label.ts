import type { Locale } from '../i18n/locale.ts';
import { isLocale, nameOf } from '../i18n/locales.ts';
import { translate } from '../i18n/words.ts';
import type { Choice } from './reply.ts';

/** Returns the label of a button, which can also be typed instead of pressing it. */
export function choiceLabel(choice: Choice, locale: Locale): string {
  if (choice.label !== null) return choice.label;
  if (choice.verb === 'language' && isLocale(choice.value)) return nameOf(choice.value);
  if (choice.verb === 'answer' && choice.value?.endsWith('/unknown'))
    return translate(locale, 'choice.unknown');
  if (choice.verb === 'rate' && choice.value) {
    return translate(locale, 'choice.stars', { count: Number(choice.value.split('/').at(-1)) });
  }
  return translate(locale, `choice.${choice.verb}`);
}
