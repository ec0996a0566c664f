import { expect } from 'chai';
import fc from 'fast-check';
import { compileRunbook } from '../../src/runbook/compile-runbook.ts';
import { packs } from '../support/vocabulary.ts';
import { type FileName, wholeFile } from './whole-runbook.ts';

const NAMES = ['runbook.yaml', 'en.yaml', 'zh-CN.yaml'] as const;

/** What an author's slip, a merge or a broken disk makes of a file. */
const damage = fc.record({
  file: fc.constantFrom(...NAMES),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(40),
  insert: fc.oneof(
    fc.string({ maxLength: 12, unit: 'grapheme' }),
    fc.constantFrom(
      '\n',
      '\t',
      ': ',
      '- ',
      '"',
      '*',
      '&a ',
      '{',
      '[',
      '|',
      '>-',
      '!!map ',
      '---\n',
      '? ',
      '# ',
    ),
  ),
});

describe('arbitrary runbook file content', () => {
  it('compiles the runbook or rejects it with problems located inside the file', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        const { runbook, problems } = compileDamaged(damages);
        expect(runbook === null).to.equal(problems.length > 0);
        for (const { file, line, column, excerpt } of problems) {
          const lines = damagedText(nameOf(file), damages).split(/\r?\n/);
          expect(line, file).to.be.within(1, lines.length);
          expect(column, file).to.be.within(1, excerpt.length + 1);
        }
      }),
      { numRuns: 80 },
    );
  });
});

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function compileDamaged(damages: readonly Damage[]): ReturnType<typeof compileRunbook> {
  const source = (name: FileName) => ({ path: name, text: damagedText(name, damages) });
  const words = { en: source('en.yaml'), 'zh-CN': source('zh-CN.yaml') };
  return compileRunbook(
    { id: 'printing', outline: source('runbook.yaml'), words },
    { digest: '', packs },
  );
}

function damagedText(name: FileName, damages: readonly Damage[]): string {
  return damages
    .filter(({ file }) => file === name)
    .reduce((text, { at, cut, insert }) => {
      const offset = Math.floor(at * text.length);
      return text.slice(0, offset) + insert + text.slice(offset + cut);
    }, wholeFile(name));
}

function nameOf(file: string): FileName {
  const name = NAMES.find((each) => each === file);
  if (name === undefined) throw new Error(`A problem names a file that is not there: ${file}`);
  return name;
}
