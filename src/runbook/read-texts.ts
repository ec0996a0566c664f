import { isMap } from 'yaml';
import { type Cursor, fields, items, type KeyWords, type Text, text } from './cursor.ts';
import { checkMarkup, checkPlain } from './markup.ts';
import type { Items } from './outline.ts';
import type { NoteWords } from './words.ts';

/** Maximum characters of a text on a button, on every platform. */
export const LABEL = 75;
/** Maximum characters of other texts: what a ticket can hold. */
export const TITLE = 150;
export const HEADING = 300;
export const QUESTION = 500;
export const PARAGRAPH = 1000;

/**
 * Reads the words for exactly these ids. `foreign` says why an id that belongs elsewhere has none
 * here.
 */
export function wordsOf<T, W>(
  cursor: Cursor,
  what: string,
  ids: Items<T>,
  read: (cursor: Cursor, outline: T) => W,
  foreign: (id: string) => string | null = () => null,
): Items<W> {
  const get = fields(cursor, [...ids.keys()], [], wordsKeys(what, foreign));
  return new Map([...ids].map(([id, outline]) => [id, read(get(id), outline)] as const));
}

function wordsKeys(what: string, foreign: (id: string) => string | null): KeyWords {
  return {
    unknown: (key, suggestion) =>
      foreign(key) ?? `there is no ${what} "${key}" in runbook.yaml${suggestion}`,
    missing: (key) => `words for the ${what} "${key}" are missing`,
  };
}

/** Reads a text for buttons and tickets: no markup. */
export function title(cursor: Cursor, max: number): Text {
  const found = text(cursor, max);
  checkPlain(found, cursor.report);
  return found;
}

/** Reads a text in which `**bold**` and `` `code` `` are drawn. */
export function marked(cursor: Cursor, max = PARAGRAPH): Text {
  const found = text(cursor, max);
  checkMarkup(found, cursor.report);
  return found;
}

export function readSteps(cursor: Cursor): readonly Text[] {
  return items(cursor).map((item) => marked(item));
}

/** Reads lines of the form `- note: …` and `- warning: …`. */
export function readNotes(cursor: Cursor): readonly NoteWords[] {
  return items(cursor).map(readNote);
}

function readNote(cursor: Cursor): NoteWords {
  if (!isMap(cursor.node)) {
    cursor.report(cursor.at, 'write "note: " or "warning: " before the text');
    return { tone: 'note', text: { value: '', at: cursor.at } };
  }
  const tone = cursor.node.has('warning') ? 'warning' : 'note';
  return { tone, text: marked(fields(cursor, [tone])(tone)) };
}
