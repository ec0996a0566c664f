import { DEFAULT_LOCALE } from '../i18n/locale.ts';
import type { Compiling } from './compiling.ts';
import type { FixOutline, StageOutline } from './outline.ts';
import type { Fix, Note, Stage, Table } from './runbook.ts';
import type { FixWords, NoteWords, RunbookWords, StageWords } from './words.ts';

type FixWordsIn = (words: RunbookWords) => FixWords | null | undefined;
type StageWordsIn = (words: RunbookWords) => StageWords | undefined;

/** Compiles a fix with its stages; `pick` finds its words in a language. */
export function compileFix(compiling: Compiling, fix: FixOutline, pick: FixWordsIn): Fix {
  return {
    title: compiling.say((words) => pick(words)?.title),
    audience: fix.audience,
    stages: [...fix.stages].map(([id, stage]) =>
      compileStage(compiling, id, stage, (words) => pick(words)?.stages.get(id)),
    ),
    source: compiling.source(fix.source),
  };
}

/** Compiles notes in every language; the reference language determines their number and tone. */
export function compileNotes(
  { words, say }: Compiling,
  pick: (words: RunbookWords) => readonly NoteWords[] | undefined,
): readonly Note[] {
  return (pick(words[DEFAULT_LOCALE]) ?? []).map(({ tone }, index) => ({
    tone,
    text: say((each) => pick(each)?.[index]?.text),
  }));
}

function compileStage(
  compiling: Compiling,
  id: string,
  stage: StageOutline,
  pick: StageWordsIn,
): Stage {
  const { words, say } = compiling;
  const reference = pick(words[DEFAULT_LOCALE]);
  return {
    id,
    title: say((each) => pick(each)?.title),
    audience: stage.audience,
    why: say((each) => pick(each)?.why),
    steps: (reference?.steps ?? []).map((_, index) => say((each) => pick(each)?.steps[index])),
    table: compileTable(compiling, pick),
    notes: compileNotes(compiling, (each) => pick(each)?.notes),
    links: compiling.links(stage.links),
    source: compiling.source(stage.source),
    errata: stage.errata.map((erratum) => erratum.value),
  };
}

function compileTable({ words, say }: Compiling, pick: StageWordsIn): Table | null {
  const reference = pick(words[DEFAULT_LOCALE])?.table;
  if (!reference) return null;
  return {
    columns: reference.columns.map((_, column) =>
      say((each) => pick(each)?.table?.columns[column]),
    ),
    rows: reference.rows.map((cells, row) =>
      cells.map((_, column) => say((each) => pick(each)?.table?.rows[row]?.[column])),
    ),
  };
}
