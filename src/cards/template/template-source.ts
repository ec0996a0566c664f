import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SignpostError } from '../../diagnostics/errors.ts';
import { languageOf } from '../../i18n/languages.ts';
import type { Locale } from '../../i18n/locale.ts';
import { wordsOf } from '../../i18n/words.ts';
import { isRecord } from '../shared/card.ts';

/** Templates may only name data: no function of the template language is allowed. */
const NAME = /\$\{((?:\$root\.)?[a-zA-Z][a-zA-Z0-9]*(?:\.[a-zA-Z][a-zA-Z0-9]*)*)\}/g;
const WORD = /^\$root\.words\.(.+)$/;
/** Maximum nesting of parts; anything deeper is a part that includes itself. */
const DEEPEST = 5;

/**
 * Reads `<folder>/<name>.json`. Replaces every `${$root.words.…}` with the words of a language, and
 * every `{ "$include": "parts/…" }` with the part it names. Drops italics in a language that
 * has none.
 * @throws SignpostError `card` naming the file and how to fix it.
 */
export function readTemplate(folder: string, name: string, locale: Locale): object {
  const template = readPart({ folder, name, locale, depth: 0 });
  if (!isRecord(template)) throw brokenTemplate(name, 'it is not a JSON object');
  return template;
}

/** Error for a template that exists but can't be used. */
export function brokenTemplate(name: string, problem: string, cause?: unknown): SignpostError {
  return new SignpostError('card', `The template cards/${name}.json cannot be used: ${problem}.`, {
    cause,
  });
}

interface Part {
  readonly folder: string;
  readonly name: string;
  readonly locale: Locale;
  readonly depth: number;
}

function readPart(part: Part): unknown {
  if (part.depth > DEEPEST) throw brokenTemplate(part.name, 'it includes itself');
  let text: string;
  try {
    text = readFileSync(resolve(part.folder, `${part.name}.json`), 'utf8');
  } catch (cause) {
    throw new SignpostError(
      'card',
      `The template cards/${part.name}.json is missing; put it back.`,
      { cause },
    );
  }
  try {
    return prepared(JSON.parse(text), part);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw brokenTemplate(part.name, `it is not JSON: ${cause.message}`, cause);
  }
}

function prepared(node: unknown, part: Part): unknown {
  if (typeof node === 'string') return withWords(node, part);
  // A part that is a list replaces its $include item by item.
  if (Array.isArray(node)) return node.flatMap((item) => prepared(item, part));
  if (!isRecord(node)) return node;
  if (typeof node.$include === 'string')
    return readPart({ ...part, name: node.$include, depth: part.depth + 1 });
  if ('$when' in node)
    throw brokenTemplate(
      part.name,
      'it uses $when; give $data a list, which may be empty, instead',
    );
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'italic' || languageOf(part.locale).hasItalics)
      .map(([key, value]) => [key, prepared(value, part)]),
  );
}

function withWords(text: string, { name, locale }: Part): string {
  // The library would print a misspelled expression as plain text; failing here is better.
  if (text.replace(NAME, '').includes('${')) {
    throw brokenTemplate(
      name,
      `"${text}" is not understood; write \${name}, with nothing but a name in it`,
    );
  }
  return text.replace(NAME, (expression, path: string) => {
    const key = WORD.exec(path)?.[1];
    return key === undefined ? expression : fixedWord(key, name, locale);
  });
}

function fixedWord(key: string, name: string, locale: Locale): string {
  let found: unknown = wordsOf(locale);
  for (const step of key.split('.')) found = isRecord(found) ? found[step] : undefined;
  if (typeof found !== 'string')
    throw brokenTemplate(name, `"${key}" is not among the words in src/i18n`);
  if (/\{\{|\$\{/.test(found))
    throw brokenTemplate(name, `the words "${key}" need values; let the data bring them`);
  return found;
}
