import type { z } from 'zod';
import type { Language } from './language.ts';
import { addLanguageCheck, languageOf, problemsOfLanguages } from './languages.ts';
import type { Locale } from './locale.ts';
import { type ReadFile, readLocaleFile } from './read-locale-file.ts';

/**
 * Declares a file that every language's folder has, such as `understood/answers.json`, and returns
 * a function that gives its content in a language. `loadLanguages` checks the files declared before;
 * one declared later is checked on its first use.
 * @throws SignpostError `language` with every problem: file, line, column, the line and a caret.
 */
export function localeFile<T>(path: string, schema: z.ZodType<T>): (locale: Locale) => T {
  const files = new WeakMap<Language, ReadFile<T>>();
  const read = (language: Language): ReadFile<T> => {
    const file = files.get(language) ?? readLocaleFile(language.folder, path, schema);
    files.set(language, file);
    return file;
  };
  addLanguageCheck((languages) =>
    languages.map(read).flatMap((each) => ('problems' in each ? each.problems : [])),
  );
  return (locale) => {
    const file = read(languageOf(locale));
    if ('problems' in file) throw problemsOfLanguages(file.problems);
    return file.value;
  };
}
