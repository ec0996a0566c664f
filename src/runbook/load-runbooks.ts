import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { SignpostError } from '../diagnostics/errors.ts';
import { formatProblems, type Problem, problemOfFile } from '../diagnostics/problem.ts';
import { locales, perLocale } from '../i18n/locales.ts';
import {
  type Compiled,
  compileRunbook,
  type RunbookSources,
  type SourceText,
} from './compile-runbook.ts';
import { PACKS_FOLDER, type Packs, readPacks } from './packs.ts';
import type { Runbook } from './runbook.ts';

const OUTLINE = 'runbook.yaml';
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Loads every runbook of a folder. Each subfolder is one runbook: `<id>/runbook.yaml` with
 * `<id>/<locale>.yaml` beside it.
 * @throws SignpostError `runbook`, with every problem of every runbook: file, line, column, the
 * line and a caret.
 */
export async function loadRunbooks(dir: string): Promise<readonly Runbook[]> {
  const { runbooks, problems } = await readRunbooks(dir);
  if (problems.length > 0) throw new SignpostError('runbook', formatProblems(problems));
  return runbooks;
}

/**
 * For tools that show problems themselves: returns the valid runbooks, and the problems of the
 * others.
 */
export async function readRunbooks(
  dir: string,
): Promise<{ readonly runbooks: readonly Runbook[]; readonly problems: readonly Problem[] }> {
  const ids = await runbookFolders(dir);
  if (ids === null || ids.length === 0) {
    const message =
      ids === null ? 'this folder cannot be read' : 'there is no runbook in this folder';
    return {
      runbooks: [],
      problems: [problemOfFile(shownPath(dir), `${message}; see docs/runbooks.md`)],
    };
  }
  const { packs, problems } = readPacks(dir);
  const compiled = await Promise.all(ids.map((id) => readRunbook(dir, id, packs)));
  return {
    runbooks: compiled.flatMap(({ runbook }) => runbook ?? []),
    problems: [...problems, ...compiled.flatMap((each) => each.problems)],
  };
}

/** The files of a runbook, and where they are. */
export interface RunbookFiles extends RunbookSources {
  readonly folder: string;
}

/** Reads the files of every runbook of a folder, for tools that change them. */
export async function readRunbookFiles(dir: string): Promise<readonly RunbookFiles[]> {
  const ids = (await runbookFolders(dir)) ?? [];
  return Promise.all(ids.map((id) => filesIn(dir, id)));
}

async function filesIn(dir: string, id: string): Promise<RunbookFiles> {
  const folder = join(dir, id);
  const files = filesOfRunbook();
  const sources = await Promise.all(files.map((name) => readSource(join(folder, name))));
  const of = (name: string): SourceText =>
    sources[files.indexOf(name)] ?? { path: join(folder, name), text: null };
  return { id, folder, outline: of(OUTLINE), words: perLocale((locale) => of(`${locale}.yaml`)) };
}

async function runbookFolders(dir: string): Promise<readonly string[] | null> {
  try {
    const names = (await readdir(dir)).filter(isRunbook).sort();
    const areFolders = await Promise.all(names.map((name) => isFolder(join(dir, name))));
    return names.filter((_, place) => areFolders[place]);
  } catch {
    return null;
  }
}

/** Follows links, so that a runbook may stand elsewhere. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function isRunbook(folder: string): boolean {
  return !folder.startsWith('.') && folder !== PACKS_FOLDER;
}

async function readRunbook(dir: string, id: string, packs: Packs): Promise<Compiled> {
  const { folder, outline, words } = await filesIn(dir, id);
  const files = filesOfRunbook();
  const sources = [outline, ...locales().map((locale) => words[locale])];
  const compiled = compileRunbook({ id, outline, words }, { digest: digestOf(sources), packs });

  const names = ID.test(id)
    ? []
    : [problemOfFile(shownPath(folder), 'name the folder like "sign-in-errors"')];
  const strangers = (await readdir(folder))
    .filter((name) => /\.ya?ml$/i.test(name) && !files.includes(name))
    .map((name) => stranger(join(folder, name), files));
  const problems = [...names, ...strangers, ...compiled.problems];
  return problems.length > 0 ? { runbook: null, problems } : compiled;
}

async function readSource(path: string): Promise<SourceText> {
  try {
    return { path: shownPath(path), text: await readFile(path, 'utf8') };
  } catch {
    return { path: shownPath(path), text: null };
  }
}

/** The names of a runbook's files: the outline, and one for each language. */
function filesOfRunbook(): readonly string[] {
  return [OUTLINE, ...locales().map((locale) => `${locale}.yaml`)];
}

/**
 * Reports a YAML file in a language that is not loaded or under a mistyped name, which would be
 * silently ignored.
 */
function stranger(path: string, files: readonly string[]): Problem {
  return problemOfFile(
    shownPath(path),
    `this file would be ignored; a runbook is made of ${files.join(', ')}`,
  );
}

function digestOf(sources: readonly SourceText[]): string {
  const hash = createHash('sha256');
  for (const { text } of sources) hash.update(`${text?.length ?? 0}\n`).update(text ?? '');
  return hash.digest('hex');
}

/** Returns the path relative to the working directory, with `/` on every platform. */
function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return (fromHere.startsWith('..') ? path : fromHere).split(sep).join('/');
}
