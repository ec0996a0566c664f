import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { GlobalSettings, Template } from 'adaptivecards-templating';
import { SignpostError } from '../errors.ts';
import type { Locale } from '../i18n/locale.ts';
import { WORDS } from '../i18n/words.ts';
import { type AdaptiveCard, type CardAction, isAdaptiveCard, isRecord, type TextRun } from './card.ts';

/** What fills a template. There is no null in it: what may be absent is a list of none or one. */
export type Data =
  | string
  | number
  | boolean
  | TextRun
  | CardAction
  | readonly Data[]
  | { readonly [name: string]: Data };

const FOLDER = resolve(import.meta.dirname, '../../cards');
/** Templates name data and do nothing else with it: no function of the template language is let in. */
const NAME = /\$\{((?:\$root\.)?[a-zA-Z][a-zA-Z0-9]*(?:\.[a-zA-Z][a-zA-Z0-9]*)*)\}/g;
const WORD = /^\$root\.words\.(.+)$/;

const templates = new Map<string, Template>();

/** Names the last filling did not find: the library would print them, people must never see them. */
const unknown: string[] = [];
GlobalSettings.getUndefinedFieldValueSubstitutionString = (name) => {
  unknown.push(name);
  return '?';
};

/**
 * Fills `cards/<name>.json` with the words of a language and with data. Data is put in as it is, never read as a
 * template itself.
 * @throws SignpostError `card` where the template is missing or broken, or names something that is not in the data.
 */
export function fillTemplate(name: string, locale: Locale, data: { readonly [name: string]: Data }): AdaptiveCard {
  const template = compiled(name, locale);
  unknown.length = 0;
  const card = expand(template, name, data);
  if (unknown.length > 0) throw broken(name, `it names ${unknown.join(', ')}, which this card does not have`);
  if (!isAdaptiveCard(card)) throw broken(name, 'it is no AdaptiveCard with a body and actions');
  dropEmptyValues(card.body);
  return card;
}

function expand(template: Template, name: string, data: object): unknown {
  try {
    return template.expand({ $root: data });
  } catch (cause) {
    throw broken(name, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** Parsing a template takes some 10 ms, filling it a fraction of one: each is parsed once for each language. */
function compiled(name: string, locale: Locale): Template {
  const key = `${name} ${locale}`;
  const known = templates.get(key);
  if (known !== undefined) return known;
  const source = readPart(name, name, locale);
  if (!isRecord(source)) throw broken(name, 'it is no JSON object');
  const template = new Template(source);
  templates.set(key, template);
  return template;
}

/** A template file, with its words filled in, and every `{ "$include": "parts/…" }` in it replaced by that file. */
function readPart(name: string, from: string, locale: Locale): unknown {
  let text: string;
  try {
    text = readFileSync(resolve(FOLDER, `${name}.json`), 'utf8');
  } catch (cause) {
    throw new SignpostError('card', `The template cards/${name}.json, needed for ${from}, cannot be read.`, { cause });
  }
  let part: unknown;
  try {
    part = JSON.parse(text);
  } catch (cause) {
    throw broken(name, `it is no JSON: ${cause instanceof Error ? cause.message : cause}`, cause);
  }
  return prepared(part, name, locale);
}

function prepared(node: unknown, name: string, locale: Locale): unknown {
  if (typeof node === 'string') return withWords(node, name, locale);
  // A part that is a list takes the place of its $include, item by item.
  if (Array.isArray(node)) return node.flatMap((item) => prepared(item, name, locale));
  if (!isRecord(node)) return node;
  if (typeof node.$include === 'string') return readPart(node.$include, name, locale);
  if ('$when' in node) throw broken(name, 'it uses $when; give $data a list, which may be empty, instead');
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, prepared(value, name, locale)]));
}

/** The library takes a misspelt expression for plain text; better to hear of it. */
function withWords(text: string, name: string, locale: Locale): string {
  if (text.replace(NAME, '').includes('${')) throw broken(name, `"${text}" is not understood; write \${name}`);
  return text.replace(NAME, (expression, path: string) => {
    const key = WORD.exec(path)?.[1];
    return key === undefined ? expression : fixedWord(key, name, locale);
  });
}

function fixedWord(key: string, name: string, locale: Locale): string {
  let found: unknown = WORDS[locale];
  for (const step of key.split('.')) found = isRecord(found) ? found[step] : undefined;
  if (typeof found === 'string' && !/\{\{|\$\{/.test(found)) return found;
  throw broken(name, `"${key}" is not among the words, or has placeholders in it`);
}

/** An input with nothing in it has no `value`: some hosts take an empty one for a broken date. */
function dropEmptyValues(node: unknown): void {
  if (Array.isArray(node)) {
    for (const item of node) dropEmptyValues(item);
  } else if (isRecord(node)) {
    if (node.value === '' && typeof node.type === 'string' && node.type.startsWith('Input.')) {
      Reflect.deleteProperty(node, 'value');
    }
    for (const value of Object.values(node)) {
      if (typeof value === 'object') dropEmptyValues(value);
    }
  }
}

function broken(name: string, problem: string, cause?: unknown): SignpostError {
  return new SignpostError('card', `cards/${name}.json cannot be used: ${problem}.`, { cause });
}
