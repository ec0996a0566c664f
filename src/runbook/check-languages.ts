import type { Span } from '../diagnostics/yaml-file.ts';
import type { Report } from './cursor.ts';
import type { FixWords, NoteWords, RunbookWords, StageWords, TableWords } from './words.ts';

type Compare = (at: Span, what: string, here: number, there: number) => void;

/**
 * Reports where a language differs from the reference: in the number of steps, notes, or table
 * rows, in the tone of notes, or in a table or help text that only one of them has.
 */
export function checkLanguages(reference: RunbookWords, words: RunbookWords, report: Report): void {
  const file = reference.file.path.split('/').at(-1);
  const compare: Compare = (at, what, here, there) => {
    if (here !== there)
      report(at, `${what}: ${here} here, but ${there} in ${file}; every language needs the same`);
  };

  for (const [id, fact] of words.facts) {
    const other = reference.facts.get(id);
    const both = fact.question.value !== '' && other !== undefined && other.question.value !== '';
    if (both) compare(fact.at, 'help texts', countOf(fact.help), countOf(other.help));
  }
  for (const [id, cause] of words.causes) {
    compareFixes(cause.fix, reference.causes.get(id)?.fix, compare);
  }
  compareFixes(words.lastResort, reference.lastResort, compare);
  for (const [id, guide] of words.collection) {
    const other = reference.collection.get(id);
    if (other === undefined || !bothTold(guide, other)) continue;
    compare(guide.at, 'steps', guide.steps.length, other.steps.length);
    compareNotes(guide.at, guide.notes, other.notes, compare);
  }
}

/** Words that are missing altogether were already reported by the reader. */
function bothTold(
  here: { steps: readonly unknown[] },
  there: { steps: readonly unknown[] },
): boolean {
  return here.steps.length > 0 && there.steps.length > 0;
}

function compareFixes(
  fix: FixWords | null,
  reference: FixWords | null | undefined,
  compare: Compare,
): void {
  for (const [id, stage] of fix?.stages ?? []) {
    const other = reference?.stages.get(id);
    if (other !== undefined && bothTold(stage, other)) compareStages(stage, other, compare);
  }
}

function compareStages(stage: StageWords, reference: StageWords, compare: Compare): void {
  compare(stage.at, 'steps', stage.steps.length, reference.steps.length);
  compare(stage.at, 'tables', countOf(stage.table), countOf(reference.table));
  if (stage.table !== null && reference.table !== null)
    compareTables(stage.table, reference.table, compare);
  compareNotes(stage.at, stage.notes, reference.notes, compare);
}

function compareTables(table: TableWords, reference: TableWords, compare: Compare): void {
  compare(table.at, 'columns', table.columns.length, reference.columns.length);
  compare(table.at, 'rows', table.rows.length, reference.rows.length);
}

function compareNotes(
  at: Span,
  notes: readonly NoteWords[],
  reference: readonly NoteWords[],
  compare: Compare,
): void {
  compare(at, 'notes and warnings', notes.length, reference.length);
  notes.forEach((note, index) => {
    const other = reference[index];
    if (other === undefined || note.text.value === '' || other.text.value === '') return;
    compare(note.text.at, 'warnings', countOfWarning(note), countOfWarning(other));
  });
}

function countOf(thing: unknown): number {
  return thing === null || thing === undefined ? 0 : 1;
}

function countOfWarning(note: NoteWords): number {
  return note.tone === 'warning' ? 1 : 0;
}
