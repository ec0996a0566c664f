import { type Cursor, fields, isPresent, items, type Text } from './cursor.ts';
import { type FixOutline, ONLY_STAGE } from './outline.ts';
import { marked, readNotes, readSteps, TITLE, textsFor, title } from './read-texts.ts';
import type { FixWords, StageWords, TableWords } from './words.ts';

const STAGE_KEYS = { required: ['title', 'why', 'steps'], optional: ['table', 'notes'] };

/** Reads a fix's words in the shape of its outline: with stages, or as a single one. */
export function readFixWords(cursor: Cursor, outline: FixOutline): FixWords {
  if (outline.single) {
    const only = readStage(cursor);
    return { title: only.title, stages: new Map([[ONLY_STAGE, only]]) };
  }
  const get = fields(cursor, ['title', 'stages']);
  return {
    title: title(get('title'), TITLE),
    stages: textsFor(get('stages'), { what: 'stage', ids: outline.stages }, readStage),
  };
}

function readStage(cursor: Cursor): StageWords {
  const get = fields(cursor, STAGE_KEYS.required, STAGE_KEYS.optional);
  return {
    at: cursor.at,
    title: title(get('title'), TITLE),
    why: marked(get('why')),
    steps: readSteps(get('steps')),
    table: isPresent(get('table')) ? readTable(get('table')) : null,
    notes: readNotes(get('notes')),
  };
}

function readTable(cursor: Cursor): TableWords {
  const get = fields(cursor, ['columns', 'rows']);
  const columns = cells(get('columns'));
  const rows = items(get('rows')).map((row) => readRow(row, columns.length));
  return { at: cursor.at, columns, rows };
}

function readRow(cursor: Cursor, columns: number): readonly Text[] {
  const row = cells(cursor);
  if (row.length > 0 && columns > 0 && row.length !== columns) {
    cursor.report(
      cursor.at,
      `cells: ${row.length} in this row, but the table has ${columns} columns`,
    );
  }
  return row;
}

function cells(cursor: Cursor): readonly Text[] {
  return items(cursor).map((item) => marked(item));
}
