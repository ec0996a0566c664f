import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { functionsIn, type SourceFunction } from './support/source-functions.ts';

const root = resolve(import.meta.dirname, '..');
const files = globSync('{src,test}/**/*.ts', { cwd: root })
  .filter((file) => !file.startsWith('src/channels/web/page/'))
  .sort();

interface Line {
  readonly file: string;
  readonly number: number;
  readonly text: string;
}

const lines: readonly Line[] = files.flatMap(linesOf);

function linesOf(file: string): Line[] {
  return readFileSync(join(root, file), 'utf8')
    .split('\n')
    .map((text, index) => ({ file, number: index + 1, text }));
}

/** Every line under `src/`, with the scripts of the page. */
const sources = [
  ...lines.filter(({ file }) => file.startsWith('src/')),
  ...globSync('src/channels/web/page/**/*.{js,html}', { cwd: root }).flatMap(linesOf),
];

/** Lines of comments under `src/`; one behind code counts from its slashes. */
const comments = sources.flatMap((line) => {
  if (line.file.includes('/migrations/')) return [];
  const [text] = /^\s*(?:\/\*\*?|\*(?!\/)|\/\/).*|(?<=[;,{]\s+)\/\/ .*/.exec(line.text) ?? [];
  return text === undefined ? [] : [{ ...line, text }];
});

/** Patterns for secrets, and examples in comments. Only ever remove one. */
const WORDS_IN_CODE: readonly string[] = [
  'src/conversation/utterances/spoken.ts',
  'src/redaction/rules/block-rules.ts',
  'src/redaction/rules/chinese-rules.ts',
  'src/redaction/rules/key-rules.ts',
  'src/redaction/rules/number-rules.ts',
  'src/redaction/rules/password-rules.ts',
  'src/redaction/rules/pattern.ts',
  'src/redaction/rules/plausible.ts',
  'src/redaction/rules/prose-rules.ts',
  'src/tickets/agent-command/first-word.ts',
  'src/tickets/agent-command/ticket-argument.ts',
];

/** Strings, templates and patterns: one that is long can't be wrapped. */
const LITERAL = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`?|\/(?:[^/\\\n]|\\.)+\/[a-z]*/g;

function found(among: readonly Line[], pattern: RegExp): string[] {
  return among
    .filter(({ text }) => pattern.test(text))
    .map(({ file, number, text }) => `${file}:${number}: ${text.trim()}`);
}

/** What the project holds at its top. */
const TOP_LEVEL = [
  ...['.ci', 'cards', 'dialogs', 'docs', 'manifest', 'src', 'test'],
  ...['.editorconfig', '.env.example', '.gitignore', '.mocharc.json', '.npmrc', 'biome.json'],
  ...['package-lock.json', 'package.json', 'tsconfig.json'],
  ...['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md'],
];
/** What may lie there on one machine, besides: it is never committed. */
const LOCAL =
  /^(?:\.git|node_modules|data|\.env|.+\.log|coverage|signpost-.+\.zip|\.vscode|\.idea|\.DS_Store|\..+\.swp)$/;

const MAX_LINES = 60;
const MAX_PARAMETERS = 4;

describe('the conventions of the code', () => {
  it('calls upper limits MAX_, not MOST_ or LONGEST_', () => {
    expect(
      found(
        [...lines, ...sources],
        /\b(?:MOST|LONGEST|SHORTEST)\b|\b(?:MOST|LONGEST)_[A-Z]/,
      ).filter((line) => !line.startsWith('test/conventions')),
    ).to.deep.equal([]);
  });

  it('wraps code at 120 characters at the latest', () => {
    const long = lines.filter(
      ({ text }) =>
        [...text].length > 120 &&
        [...text.replace(LITERAL, '""')].length > 120 &&
        !/^\s*[^\s]+$/.test(text),
    );
    expect(long.map(({ file, number }) => `${file}:${number}`)).to.deep.equal([]);
  });

  it('says "if" and "when" in comments; "where" is for places', () => {
    const words = wordsIn(comments);
    const where = countOf(comments, /\bwhere\b/gi);
    expect((1000 * where) / words, '"where" in 1,000 words of comments').to.be.below(2);
    expect((1000 * countOf(comments, /\bif\b/gi)) / words, '"if" in 1,000 words').to.be.above(6);
  });

  it('uses a plain noun in comments, not "whoever", "whatever" or "whose"', () => {
    const per1000 =
      (1000 * countOf(comments, /\b(?:whoever|whatever|whose)\b/gi)) / wordsIn(comments);
    expect(per1000, 'in 1,000 words of comments').to.be.below(0.7);
  });

  it('keeps words in the folders of the languages: no code contains a Chinese character', () => {
    const written = found(sources, /\p{Script=Han}/u).filter((line) => !isStillAllowed(line));
    expect(written).to.deep.equal([]);
  });

  it('lists no file as an exception that contains no Chinese character', () => {
    const written = new Set(
      sources.filter(({ text }) => /\p{Script=Han}/u.test(text)).map(({ file }) => file),
    );
    expect(WORDS_IN_CODE.filter((path) => !written.has(path))).to.deep.equal([]);
  });

  it('names no language but the default in code', () => {
    const tags = /['"](?:zh(?:-\w+)*)['"]|\blocale\b [!=]== '/;
    expect(found(sources, tags).filter((line) => !isStillAllowed(line))).to.deep.equal([]);
  });

  it('keeps functions within 60 lines and 4 parameters', () => {
    const functions = functionsIn(root, 'src');
    expect(functions.length).to.be.above(3_000);
    expect(functions.some(({ file }) => file.endsWith('page/main.js'))).to.equal(true);
    const large = functions.filter(
      ({ lines: count, parameters }) => count > MAX_LINES || parameters > MAX_PARAMETERS,
    );
    expect(large.map(labelOf)).to.deep.equal([]);
  });

  it('has nothing at its top level that no one put there on purpose', () => {
    const others = readdirSync(root).filter((name) => !LOCAL.test(name));
    expect(others).to.have.members(TOP_LEVEL);
  });

  it('calls things by the names of docs/architecture.md', () => {
    expect(found(comments, /\b(?:deeds?)\b/i)).to.deep.equal([]);
  });
});

function isStillAllowed(line: string): boolean {
  return WORDS_IN_CODE.some((path) => line.startsWith(`${path}:`));
}

function labelOf({ file, name }: SourceFunction): string {
  return `${file} ${name}`;
}

function wordsIn(among: readonly Line[]): number {
  return countOf(among, /[A-Za-z']+/g);
}

function countOf(among: readonly Line[], pattern: RegExp): number {
  return among.reduce((sum, { text }) => sum + (text.match(pattern)?.length ?? 0), 0);
}
