import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SignpostError } from '../diagnostics/errors.ts';
import { formatProblems, type Problem, problemOfFile } from '../diagnostics/problem.ts';
import { type Language, readLanguage } from './language.ts';
import { DEFAULT_LOCALE } from './locale.ts';
import { shownPath } from './read-json.ts';

/** Checks loaded languages beyond their words, and returns every problem. */
export type LanguageCheck = (languages: readonly Language[]) => readonly Problem[];

const BUILT_IN = import.meta.dirname;
/** A folder beside the languages for what they share. */
const COMMON = 'common';

const checks: LanguageCheck[] = [];
let loaded: readonly Language[] | null = null;

/** Returns the loaded languages, the default first. The built-in ones load on first use. */
export function languages(): readonly Language[] {
  return loaded ?? loadLanguages(null);
}

/** Returns a language; the default if it is not loaded any more, so that stored tags never fail. */
export function languageOf(tag: string): Language {
  const all = languages();
  const found = all.find(({ locale }) => locale === tag) ?? all[0];
  if (found === undefined) throw new SignpostError('language', 'No language is loaded.');
  return found;
}

/**
 * Loads the built-in languages and those of another folder, in place of all that were loaded.
 * @param folder absolute path; each of its subfolders is a language, named by its BCP 47 tag.
 * @throws SignpostError `language` with every problem of every language: file, line, column, the
 * line and a caret.
 */
export function loadLanguages(folder: string | null): readonly Language[] {
  const { found, problems } = readLanguages(folder);
  if (problems.length > 0) throw problemsOfLanguages(problems);
  loaded = found;
  return found;
}

/** For tools that show problems themselves: reads the same languages without loading them. */
export function readLanguages(folder: string | null): {
  readonly found: readonly Language[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const paths = new Map<string, string>();
  for (const parent of folder === null ? [BUILT_IN] : [BUILT_IN, folder]) {
    for (const name of subfolders(parent, problems)) paths.set(name, join(parent, name));
  }
  const tags = [
    DEFAULT_LOCALE,
    ...[...paths.keys()].filter((tag) => tag !== DEFAULT_LOCALE).sort(),
  ];
  const found: Language[] = [];
  for (const tag of tags) {
    const read = readLanguage(paths.get(tag) ?? join(BUILT_IN, tag), found[0]);
    problems.push(...read.problems);
    if (read.language !== null) found.push(read.language);
  }
  return { found, problems: [...problems, ...checks.flatMap((check) => check(found))] };
}

/** Adds a check of languages that are loaded from now on. */
export function addLanguageCheck(check: LanguageCheck): void {
  checks.push(check);
}

export function problemsOfLanguages(problems: readonly Problem[]): SignpostError {
  return new SignpostError('language', formatProblems(problems, 'the languages'));
}

function subfolders(parent: string, problems: Problem[]): string[] {
  try {
    return readdirSync(parent, { withFileTypes: true })
      .filter(
        (entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== COMMON,
      )
      .map(({ name }) => name);
  } catch {
    problems.push(problemOfFile(shownPath(parent), 'this folder of languages cannot be read'));
    return [];
  }
}
