import type { Locale } from '../../../i18n/locale.ts';
import { translate } from '../../../i18n/words.ts';
import { FILE_PROBLEMS } from '../../../tickets/file.ts';
import { TICKET_STATUSES } from '../../../tickets/ticket-state.ts';
import en from '../words/en.json' with { type: 'json' };
import zhCN from '../words/zh-CN.json' with { type: 'json' };

const OWN: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { en, 'zh-CN': zhCN };

/**
 * Returns the page's texts in a language, flat by key, with `{places}` to fill in: its own, and
 * those it shares with cards.
 */
export function pageWords(locale: Locale): Readonly<Record<string, string>> {
  return { ...OWN[locale], ...sharedWords(locale) };
}

/** File problems, ticket states and greetings use the same texts everywhere. */
function sharedWords(locale: Locale): Record<string, string> {
  const problems = FILE_PROBLEMS.map((problem) => [
    `file.problem.${problem}`,
    translate(locale, `file.problem.${problem}`, { most: '{most}' }),
  ]);
  const standings = TICKET_STATUSES.map((status) => [
    `standing.${status}`,
    translate(locale, `card.status.ticket.${status}`),
  ]);
  return {
    'welcome.hello': translate(locale, 'card.welcome.hello'),
    'welcome.invite': translate(locale, 'card.welcome.invite'),
    ...Object.fromEntries([...problems, ...standings]),
    'file.kilobytes': translate(locale, 'file.kilobytes', { size: '{size}' }),
    'file.megabytes': translate(locale, 'file.megabytes', { size: '{size}' }),
    'file.line': translate(locale, 'file.line', { name: '{name}', problem: '{problem}' }),
  };
}
