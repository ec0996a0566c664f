import { join } from 'node:path';
import { z } from 'zod';
import { languages, problemsOfLanguages } from './languages.ts';
import type { Locale } from './locale.ts';
import { localeFile } from './locale-file.ts';
import { locales } from './locales.ts';
import { templateProblem } from './phrase-template.ts';
import { readLocaleFile } from './read-locale-file.ts';

/** What Signpost understands about a subject in each language. */
export type Understood<T> = (locale: Locale) => T;

/** Declares `understood/<subject>.yaml` in the folder of each language: see `localeFile`. */
export function understood<T>(subject: string, schema: z.ZodType<T>): Understood<T> {
  return localeFile(fileOf(subject), schema);
}

/**
 * Reads what is the same in every language, from `common/understood/<subject>.yaml`.
 * @throws SignpostError `language` with every problem.
 */
export function understoodEverywhere<T>(subject: string, schema: z.ZodType<T>): T {
  const read = readLocaleFile(join(import.meta.dirname, 'common'), fileOf(subject), schema);
  if ('problems' in read) throw problemsOfLanguages(read.problems);
  return read.value;
}

/**
 * Returns a function that gives a value made from the loaded languages. It is made on first use, and
 * again after other languages were loaded.
 */
export function fromLanguages<T>(make: () => T): () => T {
  let made: { readonly of: unknown; readonly value: T } | null = null;
  return () => {
    const of = languages();
    if (made?.of !== of) made = { of, value: make() };
    return made.value;
  };
}

/** Gives the words of all languages in one list, because a text may be in any of them. */
export function inAnyLanguage<T>(
  words: Understood<T>,
  pick: (words: T) => readonly string[],
): () => readonly string[] {
  return fromLanguages(() => locales().flatMap((locale) => pick(words(locale))));
}

/** Words or phrases: one text with ` | ` between them, which stays readable over many lines. */
export const PHRASES = z.string().transform((text, context) => {
  const phrases = text.split(' | ').map((phrase) => phrase.trim());
  const repeated = phrases.find((phrase, index) => phrases.indexOf(phrase) !== index);
  if (phrases.includes('')) context.addIssue('there is nothing between two " | "; remove one');
  else if (repeated !== undefined) context.addIssue(`"${repeated}" stands here twice; remove one`);
  return phrases;
});

/** Phrases with variable parts, written like `PHRASES`: see `patternOf`. */
export const TEMPLATES = PHRASES.superRefine((templates, context) => {
  for (const template of templates) {
    const problem = templateProblem(template);
    if (problem !== null) context.addIssue(problem);
  }
});

function fileOf(subject: string): string {
  return `understood/${subject}.yaml`;
}
