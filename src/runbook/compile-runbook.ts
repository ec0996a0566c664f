import type { Problem } from '../diagnostics/problem.ts';
import { parseYaml, problemAt, type Span, type YamlFile } from '../diagnostics/yaml-file.ts';
import { DEFAULT_LOCALE, type Locale } from '../i18n/locale.ts';
import { locales, perLocale } from '../i18n/locales.ts';
import { checkLanguages } from './check-languages.ts';
import { checkPacks } from './check-packs.ts';
import { checkPhrases } from './check-phrases.ts';
import { checkReachable } from './check-reachable.ts';
import { checkReferences } from './check-references.ts';
import { type CompileContext, compile } from './compile.ts';
import { cursorAt, type Report } from './cursor.ts';
import type { Outline } from './outline.ts';
import type { Packs } from './packs.ts';
import { readOutline } from './read-outline.ts';
import { readWords } from './read-words.ts';
import type { Runbook } from './runbook.ts';
import type { RunbookWords } from './words.ts';

export interface SourceText {
  /** Path to show in problems. */
  readonly path: string;
  /** Null if the file is missing. */
  readonly text: string | null;
}

export interface RunbookSources {
  readonly id: string;
  readonly outline: SourceText;
  readonly words: Readonly<Record<Locale, SourceText>>;
}

/** A runbook, or all the problems that prevent it, in the order of its files and lines. */
export type Compiled =
  | { readonly runbook: Runbook; readonly problems: readonly [] }
  | { readonly runbook: null; readonly problems: readonly Problem[] };

/**
 * Reads, checks, and compiles the files of one runbook. Never throws, and never stops at the first
 * problem.
 */
export function compileRunbook(sources: RunbookSources, context: CompileContext): Compiled {
  const outlineFile = parseYaml(sources.outline.path, sources.outline.text);
  const files = perLocale((locale) =>
    parseYaml(sources.words[locale].path, sources.words[locale].text),
  );
  const found = new Findings();
  const checked =
    outlineFile.root === null
      ? null
      : check(sources.id, { outlineFile, files, packs: context.packs }, found.report);

  const problems = found.problemsOf([outlineFile, ...locales().map((locale) => files[locale])]);
  if (checked === null || problems.length > 0) return { runbook: null, problems };
  return { runbook: compile(checked.outline, checked.words, context), problems: [] };
}

interface Checked {
  readonly outlineFile: YamlFile;
  readonly files: Readonly<Record<Locale, YamlFile>>;
  readonly packs: Packs;
}

function check(
  id: string,
  { outlineFile, files, packs }: Checked,
  report: Report,
): { readonly outline: Outline; readonly words: Readonly<Record<Locale, RunbookWords>> } {
  const outline = readOutline(id, cursorAt(outlineFile, report));
  const words = perLocale((locale) =>
    readWords(locale, files[locale], outline, cursorAt(files[locale], report)),
  );
  const all = locales().map((locale) => words[locale]);
  checkReferences(outline, report);
  checkPacks(outline, packs, report);
  checkReachable(outline, report);
  checkPhrases(outline, all, report);
  for (const other of all.slice(1)) checkLanguages(words[DEFAULT_LOCALE], other, report);
  return { outline, words };
}

/** Collects what the readers and checks report. */
class Findings {
  readonly #found: { readonly at: Span; readonly message: string }[] = [];

  readonly report: Report = (at, message) => {
    this.#found.push({ at, message });
  };

  problemsOf(files: readonly YamlFile[]): readonly Problem[] {
    return files.flatMap((file) => {
      const here = this.#found.filter(({ at }) => at.file.path === file.path);
      const problems = [...file.problems, ...here.map(({ at, message }) => problemAt(at, message))];
      return problems.sort((one, other) => one.line - other.line || one.column - other.column);
    });
  }
}
