import { join } from 'node:path';
import { detectAll } from 'tinyld/light';
import { z } from 'zod';
import { filled } from './filled.ts';
import { problemsOfLanguages } from './languages.ts';
import { localeFor, locales } from './locales.ts';
import { readLocaleFile } from './read-locale-file.ts';

const FILE = 'other-languages.yaml';

const schema = z.strictObject({
  /** `letters` are those that only this language of the script has. */
  scripts: z.array(
    z.strictObject({ script: z.string(), language: z.string(), letters: z.string().optional() }),
  ),
  sentences: z.record(z.string(), z.string().includes('{{languages}}')),
});

/** Fewer words don't show their language. */
const MIN_WORDS = 3;
/** Characters that are looked at: a language shows itself early, and a pasted log is long. */
const LOOKED_AT = 200;
/**
 * The detector's own scale, on which "outlook broken again" is French with 0.06, and a plain
 * sentence has 1.
 */
const SURE = 0.1;
/** How many times likelier a language has to be than English, and than any other. */
const LEAD_OVER_ENGLISH = 3;
const LEAD = 1.2;

const data = lazily(() => {
  const read = readLocaleFile(join(import.meta.dirname, 'common'), FILE, schema);
  if ('problems' in read) throw problemsOfLanguages(read.problems);
  return read.value;
});

const scripts = lazily(() =>
  data().scripts.map(({ script, language, letters }) => ({
    language,
    letter: new RegExp(`\\p{Script=${script}}`, 'gu'),
    own: letters === undefined ? null : new RegExp(`[${letters}]`, 'iu'),
  })),
);

/**
 * Returns the tag of the language of a text, such as `de`, if it isn't a loaded one and there is a
 * sentence in it. Short English may look like another language: ask only about a text of unknown
 * words.
 */
export function unspokenLanguage(text: string): string | null {
  const byScript = unspokenByScript(text);
  if (byScript !== null) return byScript;
  const start = text.slice(0, LOOKED_AT);
  if ((start.match(/\p{L}{2,}/gu) ?? []).length < MIN_WORDS) return null;
  const found = detectAll(start);
  const [best, second] = found;
  const english = found.find(({ lang }) => lang === 'en')?.accuracy ?? 0;
  const least = Math.max(SURE, LEAD_OVER_ENGLISH * english, LEAD * (second?.accuracy ?? 0));
  return best === undefined || best.accuracy < least ? null : unspoken(best.lang);
}

/** Does the same for a text in a script that shows its language, however short it is. */
export function unspokenByScript(text: string): string | null {
  const start = text.slice(0, LOOKED_AT);
  const letters = (start.match(/\p{L}/gu) ?? []).length;
  for (const { language, letter, own } of scripts()) {
    const share = (start.match(letter) ?? []).length / letters;
    if (share >= shareOf(language) && (own === null || own.test(start))) return unspoken(language);
  }
  return null;
}

/** Says, in a language that isn't loaded, which languages are; null if there is no sentence in it. */
export function languagesSpoken(language: string): string | null {
  const sentence = data().sentences[language];
  if (sentence === undefined) return null;
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const spoken = locales().map((locale) => names.of(locale.split('-')[0] ?? locale) ?? locale);
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  return filled(sentence, { languages: list.format(spoken) });
}

/** Half of what a Japanese person writes are Chinese characters, or Latin names of products. */
function shareOf(language: string): number {
  return language === 'ja' ? 0.2 : 0.5;
}

function unspoken(language: string): string | null {
  const isSpoken = localeFor(language) !== undefined;
  return isSpoken || data().sentences[language] === undefined ? null : language;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
