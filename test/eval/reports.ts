import { readFileSync } from 'node:fs';

/**
 * A report someone might send, and the ids of symptoms any of which is a right answer; none where
 * it is not ours.
 */
export interface LabelledReport {
  readonly id: string;
  readonly text: string;
  readonly expected: readonly string[];
  readonly lang: string;
  readonly kind: string;
}

/** Reads one of the collections beside this file. */
export function labelledReports(name: 'provided' | 'tune' | 'held-out'): LabelledReport[] {
  const lines = readFileSync(new URL(`./${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => toReport(JSON.parse(line)));
}

function toReport(value: unknown): LabelledReport {
  const { id, text, expected, lang, kind = 'provided' } = fieldsOf(value);
  if (
    typeof id !== 'string' ||
    typeof text !== 'string' ||
    typeof lang !== 'string' ||
    typeof kind !== 'string'
  ) {
    throw new Error(`A report lacks its id, text, lang or kind: ${JSON.stringify(value)}`);
  }
  if (!Array.isArray(expected))
    throw new Error(`Report ${id} does not say what is expected of it.`);
  return { id, text, expected: expected.map(String), lang, kind };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
