import { type Cursor, entries, fields, isPresent, type Text, text } from './cursor.ts';
import type { DocumentOutline, HeadingOutline, Items } from './outline.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ANCHOR = /^[^\s#]+$/;

/** Reads the document of a runbook; its date and headings are required. */
export function readMainDocument(cursor: Cursor): DocumentOutline {
  const get = fields(cursor, ['url', 'date', 'headings']);
  return documentOf(cursor, get);
}

/** Reads another document, which may be cited as a whole and may have no known date. */
export function readDocument(cursor: Cursor): DocumentOutline {
  const get = fields(cursor, ['url'], ['date', 'headings']);
  const document = documentOf(cursor, get);
  if (document.url.includes('#')) {
    get('url').report(
      get('url').at,
      'the address of a document ends before "#"; write what follows it under "headings"',
    );
  }
  return document;
}

function documentOf(cursor: Cursor, get: (key: string) => Cursor): DocumentOutline {
  return {
    at: cursor.at,
    url: url(get('url')),
    date: isPresent(get('date')) ? date(get('date')) : null,
    headings: each(get('headings'), readHeading),
  };
}

/** Reads a mapping from ids to values of one kind. */
export function each<T>(cursor: Cursor, read: (cursor: Cursor) => T): Items<T> {
  return new Map(entries(cursor).map(({ id, value }) => [id, read(value)] as const));
}

function readHeading(cursor: Cursor): HeadingOutline {
  const anchor = text(cursor, 300);
  if (anchor.value !== '' && !ANCHOR.test(anchor.value)) {
    cursor.report(
      anchor.at,
      `${cursor.name} has to be an anchor of the document, without "#" and blanks`,
    );
  }
  return { at: cursor.at, anchor: anchor.value };
}

/** Reads a web address. */
export function url(cursor: Cursor): string {
  const { value, at } = text(cursor);
  if (value !== '' && !isWebAddress(value)) {
    cursor.report(
      at,
      `${cursor.name} is not a web address; write one that begins with https:// or http://`,
    );
  }
  return value;
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && !/\s/.test(value);
}

function date(cursor: Cursor): string {
  const found: Text = text(cursor);
  if (found.value !== '' && !isDay(found.value)) {
    cursor.report(found.at, `${cursor.name} is not a day; write it like 2017-12-15`);
  }
  return found.value;
}

function isDay(value: string): boolean {
  const day = new Date(`${value}T00:00:00Z`);
  return DATE.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
