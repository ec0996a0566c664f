import { existsSync, readFileSync } from 'node:fs';
import type { Problem } from '../diagnostics/problem.ts';
import { parseYaml } from '../diagnostics/yaml-file.ts';
import { type JsonFile, shownPath } from './read-json.ts';

/**
 * Reads a YAML file; every scalar is the text it was written as. Never throws: returns the first
 * problem of a missing or broken file.
 */
export function readYaml(path: string): JsonFile | Problem {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
  const { root, problems } = parseYaml(shownPath(path), text);
  return problems[0] ?? { path, text: text ?? '', value: root?.toJSON() };
}
