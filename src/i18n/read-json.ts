import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { type Problem, problemOfFile } from '../diagnostics/problem.ts';
import { parseYaml, problemAt } from '../diagnostics/yaml-file.ts';

/** A parsed JSON file. */
export interface JsonFile {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
  readonly value: unknown;
}

/** Reads a JSON file. Never throws: returns the problem of a missing or broken one. */
export function readJson(path: string): JsonFile | Problem {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return problemOfFile(shownPath(path), 'this file is missing');
  }
  try {
    return { path, text, value: JSON.parse(text) };
  } catch (error) {
    const start = brokenAt(text, error instanceof Error ? error.message : '');
    const file = parseYaml(shownPath(path), text);
    return problemAt({ file, start, end: start + 1 }, 'this is not valid JSON from here on');
  }
}

const TOKENS = /(?:\s+|[{}[\],:]|"(?:[^"\\\n]|\\.)*"|-?[\d.]+(?:[eE][+-]?\d+)?|true|false|null)*/y;

/** Returns where JSON breaks off: the engine's message names the place only for some mistakes. */
function brokenAt(text: string, message: string): number {
  const position = / at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  TOKENS.lastIndex = 0;
  return TOKENS.exec(text)?.[0].length ?? 0;
}

export function isProblem(read: JsonFile | Problem): read is Problem {
  return 'message' in read;
}

/** A place in a JSON file: the keys and indexes that lead there, and its key or its value. */
export interface Place {
  readonly keys: readonly PropertyKey[];
  readonly part: 'key' | 'value';
}

/** Builds a problem with the position of a value; that of its parent if it is missing. */
export function problemIn(file: JsonFile, { keys, part }: Place, message: string): Problem {
  // Parsed again only now: positions take longer than everything else, and are rarely needed.
  const yaml = parseYaml(shownPath(file.path), file.text);
  const [start, end] = rangeOf(yaml.root, keys, part);
  return problemAt({ file: yaml, start, end }, message);
}

/** Returns the keys that a JSON file has twice; `JSON.parse` silently takes the last. */
export function duplicatesIn(file: JsonFile): readonly Problem[] {
  const written = [...file.text.matchAll(STRING)].filter(([, colon]) => colon !== undefined);
  if (written.length === keysIn(file.value)) return [];
  return parseYaml(shownPath(file.path), file.text).problems;
}

/** A string of JSON, and the colon that makes it a key. */
const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).reduce((sum: number, each) => sum + keysIn(each), 0);
  return inside + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

/** Returns the path relative to the working directory, with `/` on every platform. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return (fromHere.startsWith('..') ? path : fromHere).split(sep).join('/');
}

function rangeOf(
  root: Node | null,
  keys: readonly PropertyKey[],
  part: Place['part'],
): readonly [number, number] {
  let node: unknown = root;
  let range: readonly [number, number] = [0, 1];
  for (const [depth, key] of keys.entries()) {
    const at = childOf(node, key);
    if (at === undefined) return range;
    node = at.value;
    range = rangeOfNode(part === 'value' && depth === keys.length - 1 ? at.value : at.key) ?? range;
  }
  return range;
}

function childOf(node: unknown, key: PropertyKey): { key: unknown; value: unknown } | undefined {
  if (isMap(node))
    return node.items.find((pair) => isScalar(pair.key) && pair.key.value === String(key));
  const item = isSeq(node) && typeof key === 'number' ? node.items[key] : undefined;
  return item === undefined ? undefined : { key: item, value: item };
}

function rangeOfNode(node: unknown): readonly [number, number] | undefined {
  const range = isScalar(node) || isMap(node) || isSeq(node) ? node.range : undefined;
  return range ? [range[0], range[1]] : undefined;
}
