import { analyze } from '../../src/matching/analyze.ts';
import type { Knowledge } from '../../src/matching/knowledge.ts';
import { RUNBOOK_FEATURES, SYMPTOM_FEATURES, type Weights } from '../../src/matching/model.ts';
import type { LabelledReport } from './reports.ts';

/** Alternatives as rows of features, and which of them are right: exactly one is chosen. */
export interface Example {
  readonly rows: readonly (readonly number[])[];
  readonly right: readonly boolean[];
}

/** What a matcher knows, and the runbooks it was built from. */
export interface World {
  readonly knowledge: Knowledge;
  readonly runbooks: ReadonlySet<string>;
}

/** One example for each report that has its right symptom among the candidates. */
export function symptomExamples(
  { knowledge }: World,
  reports: readonly LabelledReport[],
  weights: Weights,
): Example[] {
  return reports.flatMap(({ text, expected, runbook }) => {
    const { views } = analyze(text, knowledge, { weights });
    const view = views.find(({ known }) => known.runbook.id === runbook);
    const candidates = view?.candidates ?? [];
    const right = candidates.map(({ symptom }) => expected.includes(symptom.ref.symptom));
    if (!right.includes(true)) return [];
    const rows = candidates.map(({ evidence }) =>
      SYMPTOM_FEATURES.map((name) => evidence.features[name]),
    );
    return [{ rows, right }];
  });
}

/** One example for each report; the first alternative, without features, is that none is meant. */
export function runbookExamples(
  { knowledge, runbooks }: World,
  reports: readonly LabelledReport[],
  weights: Weights,
): Example[] {
  return reports.map(({ text, runbook }) => {
    const { views } = analyze(text, knowledge, { weights });
    const isKnown = runbook !== null && runbooks.has(runbook);
    return {
      rows: [
        RUNBOOK_FEATURES.map(() => 0),
        ...views.map(({ features }) =>
          RUNBOOK_FEATURES.map((name) => (name === 'base' ? 1 : features[name])),
        ),
      ],
      right: [!isKnown, ...views.map(({ known }) => isKnown && known.runbook.id === runbook)],
    };
  });
}
