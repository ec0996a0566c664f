import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Span, YamlFile } from '../diagnostics/yaml-file.ts';
import { didYouMean, nearestWord } from '../spelling/nearest.ts';

export type Report = (at: Span, message: string) => void;

/** A text of a file, and its position. Empty only if a problem was reported. */
export interface Text {
  readonly value: string;
  readonly at: Span;
}

/**
 * A value to be read. Reading never fails: a missing or wrong value is reported once and read as
 * empty, so that one mistake never hides the next.
 */
export interface Cursor {
  /** Undefined if there is nothing to read and nothing more to report. */
  readonly node: Node | null | undefined;
  /** Name for use in problems, such as `"title"`. */
  readonly name: string;
  /** Its key, or the item itself in a list: where to point if something in it is missing. */
  readonly at: Span;
  readonly report: Report;
}

/** A mapping's own messages for unknown and missing keys. */
export interface KeyMessages {
  readonly unknown: (key: string, suggestion: string) => string;
  readonly missing: (key: string) => string;
}

const SCHEMA_MESSAGES: KeyMessages = {
  unknown: (key, suggestion) => `unknown key "${key}"${suggestion}`,
  missing: (key) => `"${key}" is missing`,
};

const QUOTED = 'in quotes: what begins with * is no text in YAML';
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ID_LENGTH = 60;

/**
 * Returns a cursor on the whole file. A file without a root explains itself, so nothing more is
 * reported.
 */
export function cursorAt(file: YamlFile, report: Report): Cursor {
  return { node: file.root ?? undefined, name: 'the file', at: { file, start: 0, end: 1 }, report };
}

/**
 * Reads a mapping with a fixed set of keys, and returns a function that looks up each value.
 * Reports unknown keys and missing required keys. A mistyped key is read as the one that was
 * probably meant.
 */
export function fields(
  cursor: Cursor,
  required: readonly string[],
  optional: readonly string[] = [],
  messages: KeyMessages = SCHEMA_MESSAGES,
): (key: string) => Cursor {
  const present = pairs(cursor);
  const found = new Map(present.map(({ key, value }) => [key.value, value] as const));
  const known = [...required, ...optional];
  for (const { key, value } of present) {
    if (known.includes(key.value)) continue;
    const meant = nearestWord(key.value, known);
    cursor.report(key.at, messages.unknown(key.value, didYouMean(meant)));
    if (meant !== undefined && !found.has(meant)) found.set(meant, value);
  }
  if (isPresent(cursor)) {
    for (const key of required)
      if (!found.has(key)) cursor.report(cursor.at, messages.missing(key));
  }
  return (key) => found.get(key) ?? { ...cursor, node: undefined, name: `"${key}"` };
}

/**
 * Reads a mapping keyed by ids the author chose, in order. Reports ids that aren't in kebab-case,
 * and a mapping without any.
 */
export function entries(cursor: Cursor): { readonly id: string; readonly value: Cursor }[] {
  const found = pairs(cursor);
  if (isMap(cursor.node) && found.length === 0)
    cursor.report(spanOf(cursor.node, cursor.at), `${cursor.name} is empty`);
  return found.map(({ key, value }) => {
    checkId(key, cursor.report);
    return { id: key.value, value };
  });
}

/** Reads a list that must not be empty; reports `empty` if it is. */
export function items(
  cursor: Cursor,
  empty: string | null = `${cursor.name} is empty; write at least one line`,
): readonly Cursor[] {
  const { node } = cursor;
  if (node === undefined) return [];
  if (!isSeq<Node>(node)) return wrongKind(cursor, 'a list, each line with "- " before it');
  if (node.items.length === 0 && empty !== null) cursor.report(spanOf(node, cursor.at), empty);
  const name = `a line of ${cursor.name}`;
  return node.items.map((item) => ({
    ...cursor,
    node: item,
    name,
    at: spanOfItem(item, cursor.at),
  }));
}

/** Reads one line of text: trimmed, at most `max` characters. */
export function text(cursor: Cursor, max = 1000): Text {
  const { node } = cursor;
  if (node === undefined) return { value: '', at: cursor.at };
  if (!isScalar<string>(node)) {
    wrongKind(cursor, isAlias(node) ? QUOTED : 'a text');
    return { value: '', at: cursor.at };
  }
  const at = spanOf(node, cursor.at);
  const value = String(node.value ?? '').trim();
  const problem = problemOfText(value, max);
  if (problem !== null) cursor.report(value === '' ? cursor.at : at, `${cursor.name} ${problem}`);
  return { value, at };
}

/** Reads a text of one or more lines, at most `max` characters. */
export function lines(cursor: Cursor, max: number): Text {
  const { node } = cursor;
  if (node === undefined) return { value: '', at: cursor.at };
  if (!isScalar<string>(node)) {
    wrongKind(cursor, isAlias(node) ? QUOTED : 'a text');
    return { value: '', at: cursor.at };
  }
  const at = spanOf(node, cursor.at);
  const value = String(node.value ?? '').trim();
  if (value === '') cursor.report(cursor.at, `${cursor.name} is empty`);
  else if (value.length > max)
    cursor.report(at, `${cursor.name} is ${value.length} characters long; write at most ${max}`);
  return { value, at };
}

/** Reads a list of ids, or a single one. */
export function ids(cursor: Cursor, empty?: string | null): readonly Text[] {
  if (isScalar(cursor.node)) return [text(cursor)];
  return items(cursor, empty).map((item) => text(item));
}

/** Reads one of a fixed set of words; `fallback` if it is left out or wrong. */
export function oneOf<const T extends string, F extends T | null>(
  cursor: Cursor,
  options: readonly T[],
  fallback: F,
): T | F {
  if (cursor.node === undefined) return fallback;
  const { value, at } = text(cursor);
  const option = options.find((each) => each === value);
  if (option === undefined && value !== '') {
    cursor.report(at, `${cursor.name} cannot be "${value}"; write ${options.join(' or ')}`);
  }
  return option ?? fallback;
}

/** Returns true if there is something to read. */
export function isPresent(cursor: Cursor): boolean {
  return cursor.node !== undefined;
}

export function checkId(id: Text, report: Report): void {
  if (ID.test(id.value) && id.value.length <= ID_LENGTH) return;
  report(
    id.at,
    `"${id.value}" is no id; write at most ${ID_LENGTH} small letters, digits and hyphens, such as "no-license"`,
  );
}

function problemOfText(value: string, max: number): string | null {
  if (value === '') return 'is empty';
  if (value.includes('\n'))
    return 'has to be one line; for a long one write ">-" and indent the lines below';
  if (value.length > max) return `is ${value.length} characters long; write at most ${max}`;
  return null;
}

function pairs(cursor: Cursor): { readonly key: Text; readonly value: Cursor }[] {
  const { node } = cursor;
  if (node === undefined) return [];
  if (!isMap<Node, Node | null>(node))
    return wrongKind(cursor, 'a mapping, each line with "key: " before its value');
  return node.items.map((pair) => pairAt(cursor, pair)).filter(isFirstOfItsKey);
}

function pairAt(cursor: Cursor, pair: Pair<Node, Node | null>): { key: Text; value: Cursor } {
  const at = spanOf(pair.key, cursor.at);
  const value = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
  return { key: { value, at }, value: { ...cursor, node: pair.value, name: `"${value}"`, at } };
}

/** A duplicate key was already reported with the syntax. */
function isFirstOfItsKey(
  pair: { readonly key: Text },
  index: number,
  all: readonly { readonly key: Text }[],
): boolean {
  return all.findIndex(({ key }) => key.value === pair.key.value) === index;
}

function wrongKind(cursor: Cursor, expected: string): never[] {
  cursor.report(spanOf(cursor.node, cursor.at), `${cursor.name} has to be ${expected}`);
  return [];
}

/** An item that consists only of its dash is located at the dash. */
function spanOfItem(item: Node, list: Span): Span {
  const range = item?.range;
  if (!range || range[0] !== range[1]) return spanOf(item, list);
  const dash = list.file.text.lastIndexOf('-', range[0] - 1);
  return { file: list.file, start: dash, end: dash + 1 };
}

/** Spans the node from its first to its last character; the fallback if it is empty. */
function spanOf(node: Node | null | undefined, fallback: Span): Span {
  const range = node?.range;
  if (!range || range[0] === range[1]) return fallback;
  return { file: fallback.file, start: range[0], end: range[1] };
}
