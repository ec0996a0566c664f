import { DEFAULT_LOCALE, type Locale } from '../../../i18n/locale.ts';
import { localeFor } from '../../../i18n/locales.ts';
import { translate } from '../../../i18n/words.ts';

/** Returns the apology for a failed turn, in the language of a BCP 47 tag. */
export function sorry(localeTag: string | null | undefined): string {
  return translate(nearest(localeTag), 'teams.message.sorry');
}

/** Returns the answer to a button we can't read, in the language of a BCP 47 tag. */
export function unknownCard(localeTag: string | null | undefined): string {
  return translate(nearest(localeTag), 'teams.message.unknown-card');
}

function nearest(localeTag: string | null | undefined): Locale {
  return localeFor(localeTag ?? undefined) ?? DEFAULT_LOCALE;
}
