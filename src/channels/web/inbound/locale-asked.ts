import type { IncomingMessage } from 'node:http';
import { DEFAULT_LOCALE, type Locale } from '../../../i18n/locale.ts';
import { localeFor } from '../../../i18n/locales.ts';

/** Returns the first supported language in the browser's list. */
export function localeAsked(request: Pick<IncomingMessage, 'headers'>): Locale {
  for (const part of (request.headers['accept-language'] ?? '').split(',').slice(0, 10)) {
    const locale = localeFor(part.split(';')[0]);
    if (locale !== undefined) return locale;
  }
  return DEFAULT_LOCALE;
}
