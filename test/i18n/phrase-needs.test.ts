import { expect } from 'chai';
import { needsReader } from '../../src/i18n/phrase-needs.ts';

describe('texts that a phrase with variable parts needs', () => {
  const read = needsReader({
    still: ['still', 'yet again'],
    some: ['( <word>){0,4}'],
    both: ['<still> <some>', 'always'],
  });

  const NEEDS: readonly (readonly [template: string, needs: readonly string[] | null])[] = [
    ['it works', ['works']],
    ['[it ]works', ['works']],
    ['(opens|prints) now', ['now']],
    ['it (opens|prints)', ['opens', 'prints']],
    ['(opens|prints)', ['opens', 'prints']],
    ['(opens|[prints])', null],
    ['<still> <some>', ['still', 'again']],
    ['<both>', ['still', 'again', 'always']],
    ['<word> <any>', null],
    ['(opens)*', null],
    ['(opens)+', ['opens']],
    ['(opens){0,3}', null],
    ['(opens){1,3} ', ['opens']],
    ['还是<any>{0,3}不行', ['还是']],
  ];

  for (const [template, needs] of NEEDS) {
    it(`needs ${needs === null ? 'nothing' : needs.join(' or ')} for "${template}"`, () => {
      expect(read(template)).to.deep.equal(needs);
    });
  }
});
