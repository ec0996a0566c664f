import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { formatProblem } from '../../src/diagnostics/problem.ts';
import { loadLanguages } from '../../src/i18n/languages.ts';
import { readLocaleFile } from '../../src/i18n/read-locale-file.ts';
import {
  fromLanguages,
  inAnyLanguage,
  PHRASES,
  TEMPLATES,
  understood,
} from '../../src/i18n/understood.ts';

const SCHEMA = z.strictObject({
  yes: PHRASES,
  fillers: TEMPLATES.default([]),
  commands: z.record(z.enum(['show', 'help']), z.strictObject({ words: PHRASES })),
});

describe('a file of words that Signpost understands', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signpost-understood-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    loadLanguages(null);
  });

  function read(text: string) {
    writeFileSync(join(folder, 'words.yaml'), text);
    return readLocaleFile(folder, 'words.yaml', SCHEMA);
  }

  function problemsIn(text: string): string[] {
    const found = read(text);
    if (!('problems' in found)) return [];
    return found.problems.map((problem) => {
      const [line = ''] = formatProblem(problem).split('\n');
      return line.replace(`${folder}/`, '');
    });
  }

  it('is read as written: no, 365 and true are words, and a list may cover several lines', () => {
    const text =
      'yes: yes | no | 365 |\n  true\ncommands: {show: {words: show}, help: {words: help me}}';
    expect(read(text)).to.deep.equal({
      value: {
        yes: ['yes', 'no', '365', 'true'],
        fillers: [],
        commands: { show: { words: ['show'] }, help: { words: ['help me'] } },
      },
    });
  });

  it('is refused with the line of every problem', () => {
    const problems = problemsIn(
      'yes: yes | yes\nfillers: h(m+\ncommands:\n  show:\n    words: show |  | view\n    word: see\n',
    );
    expect(problems).to.include.members([
      'words.yaml:1:6: "yes" stands here twice; remove one',
      'words.yaml:2:10: "+" follows neither ")" nor a part in "h(m+"',
      'words.yaml:5:12: there is nothing between two " | "; remove one',
      'words.yaml:6:5: unknown key "word"',
    ]);
    expect(problems.join('\n')).to.match(/words\.yaml:3:1: .*/);
    expect(problems).to.have.lengthOf(5);
  });

  it('is refused with its line if it is not YAML', () => {
    expect(problemsIn('yes: yes\nyes: no\n')).to.deep.equal([
      'words.yaml:2:1: "yes" stands here twice; keep one of them',
    ]);
  });

  it('is part of every language', () => {
    const words = understood('agent-commands', z.looseObject({ self: PHRASES }));
    expect(inAnyLanguage(words, ({ self }) => self)()).to.include.members(['myself', '自己']);
  });

  it('counts as soon as its language is loaded', () => {
    const words = inAnyLanguage(
      understood('agent-commands', z.looseObject({ self: PHRASES })),
      ({ self }) => self,
    );
    let made = 0;
    const count = fromLanguages(() => {
      made += 1;
      return made;
    });
    expect([words().includes('ich'), count(), count()]).to.deep.equal([false, 1, 1]);
    const german = join(folder, 'de');
    cpSync(resolve(import.meta.dirname, '../../src/i18n/en'), german, { recursive: true });
    const file = join(german, 'understood/agent-commands.yaml');
    const english = readFileSync(file, 'utf8');
    writeFileSync(file, english.replace('self: me | myself | self', 'self: ich'));
    loadLanguages(folder);
    expect([words().includes('ich'), count(), count()]).to.deep.equal([true, 2, 2]);
  });
});
