import { languageOf } from '../../../i18n/languages.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { unfilled, type WordKey } from '../../../i18n/words.ts';
import { FILE_PROBLEMS } from '../../../tickets/file.ts';
import { TICKET_STATUSES } from '../../../tickets/ticket-state.ts';

/**
 * Returns the texts of both pages in a language, flat by key, with `{{places}}` to fill in: their
 * own, and those they share with cards.
 */
export function pageWords(locale: Locale): Readonly<Record<string, string>> {
  const { files, lists } = languageOf(locale);
  const own = (['page', 'desk-page'] as const).flatMap((name) =>
    (files.get(name)?.leaves ?? []).map(({ keys, text }) => [keys.join('.'), text]),
  );
  return {
    ...Object.fromEntries(own),
    ...sharedWords(locale),
    'list.separator': lists.separator,
  };
}

/** File problems, ticket states and greetings use the same texts everywhere. */
function sharedWords(locale: Locale): Record<string, string> {
  const shared: [string, WordKey][] = [
    ['welcome.hello', 'card.welcome.hello'],
    ['welcome.invite', 'card.welcome.invite'],
    ['file.kilobytes', 'file.kilobytes'],
    ['file.megabytes', 'file.megabytes'],
    ['file.line', 'file.line'],
    ...FILE_PROBLEMS.map((problem): [string, WordKey] => [
      `file.problem.${problem}`,
      `file.problem.${problem}`,
    ]),
    ...TICKET_STATUSES.map((status): [string, WordKey] => [
      `standing.${status}`,
      `card.status.ticket.${status}`,
    ]),
  ];
  return Object.fromEntries(shared.map(([name, key]) => [name, unfilled(locale, key)]));
}
