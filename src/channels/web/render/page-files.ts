import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { languageOf } from '../../../i18n/languages.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { langAttributes, locales, nameOf } from '../../../i18n/locales.ts';
import { translate } from '../../../i18n/words.ts';
import { WebRefusal } from '../inbound/problem.ts';
import { pageWords } from './page-words.ts';

interface PageFile {
  readonly type: string;
  readonly body: Buffer;
  readonly gzipped: Buffer;
  readonly etag: string;
}

/** The page's files by path under `/page/`; read once, at startup. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const PAGE = join(import.meta.dirname, '../page');

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/**
 * Reads the page's own scripts, styles, pictures and texts, and the card renderer from its package.
 */
export function loadPageFiles(): PageFiles {
  const require = createRequire(import.meta.url);
  return new Map([
    ...filesOf(PAGE, ''),
    ...filesOf(join(PAGE, 'desk'), 'desk/'),
    ...locales().map((locale): [string, PageFile] => [
      `words/${locale}.json`,
      jsonFile(pageWords(locale)),
    ]),
    ['languages.css', servedFile(TYPES['.css'] ?? '', Buffer.from(languageStyles()))],
    ['adaptivecards.min.js', pageFile(require.resolve('adaptivecards/dist/adaptivecards.min.js'))],
  ]);
}

/**
 * Shows nothing slanted in a language that has no italics: a browser's own slant is hard to read,
 * and a Latin font in between would slant the quotation marks alone. It is important because cards
 * carry their style in the element; a card's `lang` is the language without its region.
 */
function languageStyles(): string {
  return locales()
    .filter((locale) => !languageOf(locale).hasItalics)
    .map(
      (locale) => `:lang(${new Intl.Locale(locale).language}) { font-style: normal !important; }\n`,
    )
    .join('');
}

/** Fixed settings of a page. */
export interface PageSettings {
  /** Whether the page links to the other page. */
  readonly links: boolean;
  /** Maximum bytes per file, if files can be sent. */
  readonly maxBytes?: number;
}

/**
 * Loads one of the two pages; the session's token and the initial language are filled in later.
 * Neither needs escaping.
 */
export function loadPage(
  name: 'index' | 'desk',
  { links, maxBytes = 0 }: PageSettings,
): (token: string, locale: Locale) => string {
  const whole = readFileSync(join(PAGE, `${name}.html`), 'utf8')
    .replace('{{maxBytes}}', String(maxBytes))
    .replace('{{languages}}', languageButtons())
    .replace('{{noScript}}', noScriptLines());
  const template = links ? whole : whole.replace(/ *<a class="quiet other-side".*<\/a>\n/, '');
  return (token, locale) =>
    template
      .replace('{{token}}', token)
      .replace('<html lang="en">', `<html ${langAttributes(locale)}>`);
}

function languageButtons(): string {
  return locales()
    .map((locale) => {
      const direction = languageOf(locale).direction;
      const attributes = `${langAttributes(locale)} data-locale="${locale}" data-dir="${direction}"`;
      const name = escaped(nameOf(locale, 'short'));
      return `<button type="button" ${attributes} aria-pressed="false">${name}</button>`;
    })
    .join('\n        ');
}

/** Says in every language that the page needs JavaScript: without it, nothing else is translated. */
function noScriptLines(): string {
  return locales()
    .map((locale) => {
      const text = escaped(translate(locale, 'text.no-script'));
      return `<span ${langAttributes(locale)}>${text}</span>`;
    })
    .join(' ');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Answers with one of the files, or 304 if the browser already has it.
 * @throws WebRefusal `not-found`
 */
export function sendPageFile(
  files: PageFiles,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const file = files.get(name);
  if (file === undefined) throw new WebRefusal('not-found');
  response.setHeader('ETag', file.etag);
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('Vary', 'Accept-Encoding');
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  const gzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (gzip) response.setHeader('Content-Encoding', 'gzip');
  const body = gzip ? file.gzipped : file.body;
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': body.length });
  response.end(body);
}

function filesOf(folder: string, prefix: string): [string, PageFile][] {
  return readdirSync(folder)
    .filter((name) => extname(name) in TYPES && !name.endsWith('config.json'))
    .map((name) => [`${prefix}${name}`, pageFile(join(folder, name))]);
}

function pageFile(path: string): PageFile {
  return servedFile(TYPES[extname(path)] ?? 'application/octet-stream', readFileSync(path));
}

function jsonFile(value: object): PageFile {
  return servedFile(TYPES['.json'] ?? '', Buffer.from(JSON.stringify(value)));
}

function servedFile(type: string, body: Buffer): PageFile {
  return {
    type,
    body,
    gzipped: gzipSync(body),
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 24)}"`,
  };
}
