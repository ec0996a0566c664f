import { locales } from '../../i18n/locales.ts';
import { patternOf } from '../../i18n/phrase-template.ts';
import { isUnspaced } from '../../i18n/script.ts';
import { fromLanguages } from '../../i18n/understood.ts';
import { NOTICE_KINDS, type NoticeKind } from '../notices.ts';
import { PRIORITIES } from '../payload.ts';
import type { Priority } from '../priority.ts';
import { agentCommands } from './command-words.ts';
import { halfWidth } from './first-word.ts';
import { QUEUE_FILTERS, type QueueFilter } from './queue-filter.ts';

/** A page number alone, and with the words around it in each language. */
const pagePatterns = fromLanguages(() =>
  ['{number}', ...words(({ page }) => page)].map(pagePattern),
);
const toPattern = fromLanguages(() => {
  const beginnings = words(({ to }) => to).map(
    (word) => patternOf(word) + (isUnspaced(word) ? String.raw`\s*` : String.raw`\s+`),
  );
  return new RegExp(`^(?:${beginnings.join('|')})`, 'iu');
});

/** Returns the part of the queue a word means; null if none. */
export function readFilter(word: string): QueueFilter | null {
  const inbound = plain(word);
  const found = QUEUE_FILTERS.find((filter) =>
    words(({ filters }) => filters[filter]).includes(inbound),
  );
  return found ?? null;
}

/** Returns the priority a word means; null if none. */
export function readPriority(word: string): Priority | null {
  const inbound = plain(word);
  const found = PRIORITIES.find((priority) =>
    words(({ priorities }) => priorities[priority]).includes(inbound),
  );
  return found ?? null;
}

/** Returns the notifications a word means, all of them if there is none; null if it means none. */
export function readNotices(text: string): readonly NoticeKind[] | null {
  const inbound = plain(text);
  if (inbound === '' || words(({ filters }) => filters.all).includes(inbound)) return NOTICE_KINDS;
  const found = NOTICE_KINDS.find((kind) =>
    words(({ notices }) => notices[kind]).includes(inbound),
  );
  return found === undefined ? null : [found];
}

/** Returns the requested page, from 1; the first if none is named, null if it is something else. */
export function readPage(text: string): number | null {
  if (text === '') return 1;
  const inbound = plain(text);
  const page = Number(
    pagePatterns()
      .map((pattern) => pattern.exec(inbound)?.[1])
      .find(Boolean),
  );
  return page >= 1 ? page : null;
}

/** Returns true if the word means the person who typed it. */
export function meansSelf(text: string): boolean {
  return words(({ self }) => self).includes(plain(text));
}

/** Returns true if the words mean that no known symptom fits. */
export function meansNoSymptom(text: string): boolean {
  return words((each) => each['no-symptom']).includes(plain(text));
}

/** Removes the "to" from "to @Ada". */
export function withoutTo(text: string): string {
  return text.replace(toPattern(), '').trim();
}

type AgentWords = ReturnType<typeof agentCommands>;

function words(pick: (words: AgentWords) => readonly string[]): readonly string[] {
  return locales().flatMap((locale) => pick(agentCommands(locale)));
}

/** Spaces around the number may be missing. */
function pagePattern(template: string): RegExp {
  const [before = '', after = ''] = template
    .split('{number}')
    .map((part) => patternOf(part.trim()));
  return new RegExp(String.raw`^${before}\s*(\d{1,6})\s*${after}$`, 'iu');
}

function plain(text: string): string {
  return halfWidth(text).trim().toLowerCase();
}
