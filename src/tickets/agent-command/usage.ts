import type { Locale } from '../../i18n/locale.ts';
import { translate } from '../../i18n/words.ts';
import type { CommandName } from './command-entry.ts';

/**
 * Returns the syntax of a command: `<…>` is a placeholder, `[…]` is optional. In a ticket's own
 * thread, its number is optional too.
 * @param number the ticket's number, if it is known.
 */
export function usageOf(name: CommandName, locale: Locale, number?: string): string {
  const shown = number ?? translate(locale, 'commands.number');
  return translate(locale, `commands.usage.${name}`, { number: shown });
}
