import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../../src/diagnostics/problem.ts';
import { compileRunbook } from '../../src/runbook/compile-runbook.ts';
import type { Runbook } from '../../src/runbook/runbook.ts';
import { packs } from '../support/vocabulary.ts';

/** The folder of the small runbook without a fault, which `docs/runbooks.md` shows, too. */
export const WHOLE = resolve(import.meta.dirname, '../fixtures/runbooks/whole');

export type FileName = 'runbook.yaml' | 'en.yaml' | 'zh-CN.yaml';

export interface Edit {
  readonly file: FileName;
  readonly replace: string;
  readonly by: string;
}

export function wholeFile(name: FileName): string {
  return readFileSync(resolve(WHOLE, 'printing', name), 'utf8');
}

/**
 * Compiles the whole runbook after some edits to its files; each text to replace has to be there.
 */
export function compileEdited(...edits: readonly Edit[]): {
  readonly runbook: Runbook | null;
  readonly problems: readonly Problem[];
} {
  const source = (name: FileName) => ({ path: name, text: edited(name, edits) });
  const words = { en: source('en.yaml'), 'zh-CN': source('zh-CN.yaml') };
  return compileRunbook(
    { id: 'printing', outline: source('runbook.yaml'), words },
    { digest: '', packs },
  );
}

/** The problems as `file:line:column: message`. */
export function problemsOf(...edits: readonly Edit[]): string[] {
  const { problems } = compileEdited(...edits);
  return problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
}

function edited(name: FileName, edits: readonly Edit[]): string {
  return edits
    .filter(({ file }) => file === name)
    .reduce((text, { replace, by }) => {
      if (!text.includes(replace))
        throw new Error(`${name} has no ${JSON.stringify(replace)} to replace.`);
      return text.replace(replace, () => by);
    }, wholeFile(name));
}
