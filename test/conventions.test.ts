import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '..');
const files = globSync('{src,test}/**/*.ts', { cwd: root })
  .filter((file) => !file.startsWith('src/channels/web/page/'))
  .sort();

interface Line {
  readonly file: string;
  readonly number: number;
  readonly text: string;
}

const lines: readonly Line[] = files.flatMap((file) =>
  readFileSync(join(root, file), 'utf8')
    .split('\n')
    .map((text, index) => ({ file, number: index + 1, text })),
);

/** Lines of comments under `src/`; one behind code counts from its slashes. */
const comments = lines.flatMap((line) => {
  if (!line.file.startsWith('src/') || line.file.includes('/migrations/')) return [];
  const [text] = /^\s*(?:\/\*\*?|\*(?!\/)|\/\/).*|(?<=[;,{]\s+)\/\/ .*/.exec(line.text) ?? [];
  return text === undefined ? [] : [{ ...line, text }];
});

/** Strings, templates and patterns: one that is long can't be wrapped. */
const LITERAL = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`?|\/(?:[^/\\\n]|\\.)+\/[a-z]*/g;

function found(among: readonly Line[], pattern: RegExp): string[] {
  return among
    .filter(({ text }) => pattern.test(text))
    .map(({ file, number, text }) => `${file}:${number}: ${text.trim()}`);
}

describe('the conventions of the code', () => {
  it('calls upper limits MAX_, not MOST_ or LONGEST_', () => {
    expect(
      found(lines, /\b(?:MOST|LONGEST|SHORTEST)_[A-Z]/).filter(
        (line) => !line.startsWith('test/conventions'),
      ),
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

  it('calls things by the names of docs/architecture.md', () => {
    expect(found(comments, /\b(?:deeds?)\b/i)).to.deep.equal([]);
  });
});

function wordsIn(among: readonly Line[]): number {
  return countOf(among, /[A-Za-z']+/g);
}

function countOf(among: readonly Line[], pattern: RegExp): number {
  return among.reduce((sum, { text }) => sum + (text.match(pattern)?.length ?? 0), 0);
}
