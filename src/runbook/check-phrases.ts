import type { Report, Text } from './cursor.ts';
import type { Items, Outline } from './outline.ts';
import type { RunbookWords } from './words.ts';

interface Found {
  readonly symptom: string;
  readonly text: Text;
}

/** Reports duplicate codes, wordings, and titles: they couldn't tell their symptoms apart. */
export function checkPhrases(
  outline: Outline,
  words: readonly RunbookWords[],
  report: Report,
): void {
  const codes = texts(outline.symptoms, (symptom) => symptom.codes);
  checkUnique(codes, 'code', report);
  for (const { symptoms } of words) {
    const wordings = texts(symptoms, (symptom) => symptom.recognise);
    const titles = texts(symptoms, (symptom) => [symptom.title]);
    checkUnique(wordings, 'wording', report);
    checkUnique(titles, 'title', report);
  }
}

function texts<T>(symptoms: Items<T>, pick: (symptom: T) => readonly Text[]): readonly Found[] {
  return [...symptoms].flatMap(([symptom, item]) => pick(item).map((text) => ({ symptom, text })));
}

function checkUnique(found: readonly Found[], what: string, report: Report): void {
  const firstOf = new Map<string, string>();
  for (const { symptom, text } of found.filter((each) => each.text.value !== '')) {
    const key = phraseKey(text.value);
    const first = firstOf.get(key);
    if (first === undefined) firstOf.set(key, symptom);
    else report(text.at, `this ${what} already stands under "${first}"; keep it in one place`);
  }
}

/**
 * The matcher treats wordings that differ only in case, width, blanks, or punctuation as the same.
 */
export function phraseKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();
}
