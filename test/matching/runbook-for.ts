import type { Runbook, Symptom } from '../../src/runbook/runbook.ts';
import { vocabularyOf, wordless } from '../support/vocabulary.ts';

/** What a matching test says of a symptom; the rest of it does not matter there. */
export interface SymptomSketch {
  readonly title: string;
  readonly en?: readonly string[];
  readonly zh?: readonly string[];
  readonly codes?: readonly string[];
}

/**
 * A runbook that has all a matcher reads: id, title, products, and symptoms with their wordings.
 */
export function runbookFor(
  id: string,
  title: string,
  products: readonly string[],
  symptoms: Readonly<Record<string, SymptomSketch>>,
): Runbook {
  const named = { en: title, 'zh-CN': title };
  const document = { title: named, url: 'https://example.com', date: '2026-01-01' };
  const source = { document, place: { anchor: 'top', heading: named } };
  const fix = { title: named, audience: 'user', stages: [], source } as const;
  return {
    id,
    digest: '',
    title: named,
    document,
    products,
    vocabulary: vocabularyOf('sign-in', 'network'),
    ...wordless,
    facts: [],
    symptoms: Object.entries(symptoms).map(([symptom, sketch]): Symptom => {
      return {
        id: symptom,
        title: { en: sketch.title, 'zh-CN': sketch.title },
        causes: [],
        recognise: { en: sketch.en ?? [], 'zh-CN': sketch.zh ?? [] },
        codes: sketch.codes ?? [],
        source,
      };
    }),
    causes: [],
    lastResort: { when: [], fix },
    collection: [],
    errata: [],
  };
}
