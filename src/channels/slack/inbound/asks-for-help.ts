import { locales } from '../../../i18n/locales.ts';
import { fromLanguages } from '../../../i18n/understood.ts';
import { usualWord } from '../../../tickets/agent-command/command-words.ts';

const helpWords = fromLanguages(() => [
  '',
  '?',
  '？',
  ...locales().map((locale) => usualWord('help', locale)),
]);

/** Returns true if the text after `/helpdesk` only asks how to use it, or is empty. */
export function asksForHelp(text: string): boolean {
  return helpWords().includes(text.toLowerCase());
}
