import type { Report, Text } from './cursor.ts';
import type { Items, Outline } from './outline.ts';
import type { Words } from './words.ts';

/** Reports error codes and wordings that stand under two symptoms, or twice under one: nothing could tell those apart. */
export function checkPhrases(outline: Outline, words: readonly Words[], report: Report): void {
  checkUnique(
    lists(outline.symptoms, (symptom) => symptom.codes),
    'code',
    report,
  );
  for (const { symptoms } of words)
    checkUnique(
      lists(symptoms, (symptom) => symptom.recognise),
      'wording',
      report,
    );
  checkTitles(words, report);
}

function lists<T>(items: Items<T>, pick: (item: T) => readonly Text[]): { id: string; text: Text }[] {
  return [...items].flatMap(([id, item]) => pick(item).map((text) => ({ id, text })));
}

function checkUnique(found: readonly { id: string; text: Text }[], what: string, report: Report): void {
  const firstOf = new Map<string, string>();
  for (const { id, text } of found) {
    const key = normalized(text.value);
    const first = firstOf.get(key);
    if (first === undefined) firstOf.set(key, id);
    else if (text.value !== '') report(text.at, `this ${what} already stands under "${first}"; keep it in one place`);
  }
}

/** Two buttons with the same words would leave the choice to luck. */
function checkTitles(words: readonly Words[], report: Report): void {
  for (const { symptoms } of words)
    checkUnique(
      lists(symptoms, (symptom) => [symptom.title]),
      'title',
      report,
    );
}

/** Wordings that differ only in case, width, blanks or punctuation are one to the matcher. */
function normalized(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();
}
