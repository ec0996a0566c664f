import { isMap } from 'yaml';
import { type Cursor, fields, items, type KeyMessages, type Text, text } from './cursor.ts';
import { checkMarkup, checkPlain } from './markup.ts';
import type { Items } from './outline.ts';
import type { NoteWords } from './words.ts';

/** Maximum characters of a text on a button, on every platform. */
export const LABEL = 75;
/** Maximum characters of other texts: what a ticket can hold. */
export const TITLE = 150;
export const HEADING = 300;
export const QUESTION = 500;
const PARAGRAPH = 1000;

/** What the texts of a language file belong to. */
export interface TextOwners<T> {
  /** The noun for one of them, in problems. */
  readonly what: string;
  readonly ids: Items<T>;
  /** Says why an id that belongs elsewhere has no text here; null if it belongs nowhere. */
  readonly foreign?: (id: string) => string | null;
}

/** Reads the texts for exactly these ids. */
export function textsFor<T, W>(
  cursor: Cursor,
  owners: TextOwners<T>,
  read: (cursor: Cursor, outline: T) => W,
): Items<W> {
  const get = fields(cursor, [...owners.ids.keys()], [], keyProblems(owners));
  return new Map([...owners.ids].map(([id, outline]) => [id, read(get(id), outline)] as const));
}

function keyProblems<T>({ what, foreign = () => null }: TextOwners<T>): KeyMessages {
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
