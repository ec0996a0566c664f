import { join } from 'node:path';
import type { z } from 'zod';
import type { Problem } from '../diagnostics/problem.ts';
import { duplicatesIn, isProblem, type JsonFile, problemIn, readJson } from './read-json.ts';
import { readYaml } from './read-yaml.ts';

/** The content of a file, or every problem of it. */
export type ReadFile<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** Reads a JSON or YAML file of a language's folder with a schema. */
export function readLocaleFile<T>(folder: string, path: string, schema: z.ZodType<T>): ReadFile<T> {
  const isYaml = path.endsWith('.yaml');
  const file = isYaml ? readYaml(join(folder, path)) : readJson(join(folder, path));
  if (isProblem(file)) return { problems: [file] };
  const parsed = schema.safeParse(file.value);
  const problems = [
    ...(isYaml ? [] : duplicatesIn(file)),
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue, file))),
  ];
  return parsed.success && problems.length === 0 ? { value: parsed.data } : { problems };
}

function problemsOf(issue: z.core.$ZodIssue, file: JsonFile): Problem[] {
  const message = issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
  if (issue.code !== 'unrecognized_keys')
    return [problemIn(file, { keys: issue.path, part: 'value' }, message)];
  return issue.keys.map((key) =>
    problemIn(file, { keys: [...issue.path, key], part: 'key' }, `unknown key "${key}"`),
  );
}
