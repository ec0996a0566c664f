import { expect } from 'chai';
import fc from 'fast-check';
import {
  beginning,
  linkRuns,
  literal,
  literalRuns,
  markedRuns,
  unmarked,
} from '../../../src/cards/shared/inline-markup.ts';

describe("a runbook's text", () => {
  it('has bold for a control to click and monospace for something to type', () => {
    expect(markedRuns('Click **OK**, type `certmgr.msc`.')).to.deep.equal([
      { type: 'TextRun', text: 'Click ' },
      { type: 'TextRun', text: 'OK', weight: 'Bolder' },
      { type: 'TextRun', text: ', type ' },
      { type: 'TextRun', text: 'certmgr.msc', fontType: 'Monospace' },
      { type: 'TextRun', text: '.' },
    ]);
  });

  it('has no other markup: the rest, and marks left open, stay as they are', () => {
    for (const text of [
      '[a](https://b.example.com)',
      '# a',
      '_a_',
      '**open',
      'a ` b',
      '****',
      '<b>',
    ]) {
      expect(markedRuns(text)).to.deep.equal([{ type: 'TextRun', text }]);
    }
  });

  it('loses its marks, and nothing else, where no styles are known', () => {
    expect(unmarked('Click **OK**, type `a*b`, [x](y)')).to.equal('Click OK, type a*b, [x](y)');
  });

  it('says the same with and without styles, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('*', '`', 'a', ' ', '$', '{', '😀') }),
        (text) => {
          expect(
            markedRuns(text)
              .map((run) => run.text)
              .join(''),
          ).to.equal(unmarked(text));
        },
      ),
    );
  });
});

describe('text taken literally', () => {
  it('is one run, marks and all', () => {
    expect(literalRuns('**a** `b`')).to.deep.equal([{ type: 'TextRun', text: '**a** `b`' }]);
    expect(literalRuns('')).to.deep.equal([]);
  });

  it('loses what cannot be seen, keeps its lines, and mends half characters', () => {
    expect(literal('a\u0000b\u202ec\r\nd\te\ud83d')).to.equal('abc\nd\te\ufffd');
  });

  it('cannot call a function of the host', () => {
    expect(literal('{{DATE(x)}} {{time(y)}} {{name}}')).to.equal(
      '{\u200b{DATE(x)}} {\u200b{time(y)}} {{name}}',
    );
  });
});

describe('a link', () => {
  it('can be followed where it leads to the web', () => {
    expect(linkRuns({ url: 'https://a.example.com/x y', title: 'A **b**' })).to.deep.equal([
      {
        type: 'TextRun',
        text: 'A b',
        selectAction: { type: 'Action.OpenUrl', url: 'https://a.example.com/x%20y', title: 'A b' },
      },
    ]);
  });

  it('is spelled out where it does not', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'ms-settings:',
      '//a',
      '',
    ]) {
      expect(linkRuns({ url, title: 'A' })).to.deep.equal([
        { type: 'TextRun', text: `A (${url})` },
      ]);
    }
  });
});

describe('the beginning of a text', () => {
  it('never ends in half a character', () => {
    expect(beginning('ab😀', 3)).to.equal('ab');
    expect(beginning('ab😀', 4)).to.equal('ab😀');
  });
});
