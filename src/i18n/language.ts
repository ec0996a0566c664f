import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type Problem, problemOfFile } from '../diagnostics/problem.ts';
import { CHANNEL_WORD_FILES } from '../platforms/channels.ts';
import { compareWords, type Leaf, leavesOf } from './compare-words.ts';
import type { Locale } from './locale.ts';
import { duplicatesIn, isProblem, problemIn, readJson, shownPath } from './read-json.ts';
import { readLocaleFile } from './read-locale-file.ts';

/** What people read, one file for each place they read it in. */
const WORD_FILES = [
  'requester',
  'agent',
  'page',
  'desk-page',
  ...CHANNEL_WORD_FILES,
  'reasons',
  'commands',
  'downloads',
  'masks',
] as const;
export type WordFile = (typeof WORD_FILES)[number];

const SETTINGS = 'locale.json';

const joiners = z.strictObject({ two: z.string().min(1), last: z.string().min(1) });

const settingsSchema = z.strictObject({
  /** Its own name, in its own words. */
  name: z.string().min(1),
  /** The same, for a narrow button. */
  shortName: z.string().min(1),
  direction: z.enum(['ltr', 'rtl']),
  /** False if its fonts have none: slanted by a program, such letters are hard to read. */
  hasItalics: z.boolean(),
  /** Unicode names of scripts: a text that uses one of them shows its writer's language. */
  scripts: z.array(z.string().refine(isScript, { error: 'this is not the name of a script' })),
  /** What this language calls languages within a sentence, by tag. */
  names: z.record(z.string(), z.string().min(1)),
  /** Between the items of a list, and before the last one of two or of more in a sentence. */
  lists: z.strictObject({ separator: z.string().min(1), and: joiners, or: joiners }),
  /** Around a quotation, and between quotations in a row. */
  quotes: z.strictObject({ open: z.string(), close: z.string(), separator: z.string() }),
});

export type LocaleSettings = Readonly<z.infer<typeof settingsSchema>>;

/** A tree of texts; plural forms are siblings, `key_one` and `key_other`. */
export interface Words {
  readonly [key: string]: string | Words;
}

/** A language: one folder. */
export interface Language extends LocaleSettings {
  readonly locale: Locale;
  /** Absolute path. */
  readonly folder: string;
  readonly files: ReadonlyMap<WordFile, WordsOfFile>;
  /** Matches a character of its scripts; null if they show nothing. */
  readonly script: RegExp | null;
}

export interface WordsOfFile {
  readonly words: Words;
  readonly leaves: readonly Leaf[];
}

/** What was read of a language; null with the problems that prevent it. */
export interface ReadLanguage {
  readonly language: Language | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads the folder of a language, and checks its words against those of the default language.
 * @param reference the default language; undefined if it is the one to be read.
 */
export function readLanguage(folder: string, reference: Language | undefined): ReadLanguage {
  const tag = basename(folder);
  if (!isTag(tag)) {
    const message = 'name the folder by the tag of its language, such as "pt-BR"';
    return { language: null, problems: [problemOfFile(shownPath(folder), message)] };
  }
  const settings = readLocaleFile(folder, SETTINGS, settingsSchema);
  const problems = [...strangersIn(folder), ...('problems' in settings ? settings.problems : [])];
  const files = new Map<WordFile, WordsOfFile>();
  for (const name of WORD_FILES) {
    const path = join(folder, `${name}.json`);
    const read = readWords(path, tag, reference?.files.get(name)?.leaves);
    if ('problems' in read) problems.push(...read.problems);
    else files.set(name, read);
  }
  if ('problems' in settings || problems.length > 0) return { language: null, problems };
  const script = scriptPattern(settings.value.scripts);
  return { language: { ...settings.value, locale: tag, folder, files, script }, problems };
}

function readWords(
  path: string,
  tag: string,
  reference: readonly Leaf[] | undefined,
): WordsOfFile | { readonly problems: readonly Problem[] } {
  const file = readJson(path);
  if (isProblem(file)) return { problems: [file] };
  const { leaves, faults } = leavesOf(file.value);
  const all = [...faults, ...compareWords(leaves, reference ?? leaves, tag)];
  const problems = [
    ...duplicatesIn(file),
    ...all.map(({ place, message }) => problemIn(file, place, message)),
  ];
  return isWords(file.value) && problems.length === 0
    ? { words: file.value, leaves }
    : { problems };
}

function isWords(value: unknown): value is Words {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => typeof each === 'string' || isWords(each))
  );
}

/** Finds JSON files that nothing reads, above all mistyped names. */
function strangersIn(folder: string): Problem[] {
  const known = [SETTINGS, ...WORD_FILES.map((name) => `${name}.json`)];
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.json') && !known.includes(name))
    .map((name) =>
      problemOfFile(
        shownPath(join(folder, name)),
        `this file would be ignored; a language is made of ${known.join(', ')}`,
      ),
    );
}

/** A folder's name is where a text becomes a `Locale`. */
function isTag(name: string): name is Locale {
  try {
    return Intl.getCanonicalLocales(name)[0] === name;
  } catch {
    return false;
  }
}

function isScript(name: string): boolean {
  try {
    return /^\w+$/.test(name) && scriptPattern([name]) !== null;
  } catch {
    return false;
  }
}

function scriptPattern(scripts: readonly string[]): RegExp | null {
  if (scripts.length === 0) return null;
  return new RegExp(`[${scripts.map((name) => `\\p{Script=${name}}`).join('')}]`, 'u');
}
