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

describe('runbook text', () => {
  it('renders bold for a control to click and monospace for text to type', () => {
    expect(markedRuns('Click **OK**, type `certmgr.msc`.')).to.deep.equal([
      { type: 'TextRun', text: 'Click ' },
      { type: 'TextRun', text: 'OK', weight: 'Bolder' },
      { type: 'TextRun', text: ', type ' },
      { type: 'TextRun', text: 'certmgr.msc', fontType: 'Monospace' },
      { type: 'TextRun', text: '.' },
    ]);
  });

  it('supports no other markup and leaves unclosed marks unchanged', () => {
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

  it('drops only its markup if no styles are available', () => {
    expect(unmarked('Click **OK**, type `a*b`, [x](y)')).to.equal('Click OK, type a*b, [x](y)');
  });

  it('has the same words with and without styles for arbitrary text', () => {
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

describe('literal text', () => {
  it('becomes a single text run that keeps its markup characters', () => {
    expect(literalRuns('**a** `b`')).to.deep.equal([{ type: 'TextRun', text: '**a** `b`' }]);
    expect(literalRuns('')).to.deep.equal([]);
  });

  it('drops invisible characters, keeps line breaks and repairs lone surrogates', () => {
    expect(literal('a\u0000b\u202ec\r\nd\te\ud83d')).to.equal('abc\nd\te\ufffd');
  });

  it('cannot call a function of the card host', () => {
    expect(literal('{{DATE(x)}} {{time(y)}} {{name}}')).to.equal(
      '{\u200b{DATE(x)}} {\u200b{time(y)}} {{name}}',
    );
  });
});

describe('link in a card', () => {
  it('opens a web address on click', () => {
    expect(linkRuns({ url: 'https://a.example.com/x y', title: 'A **b**' })).to.deep.equal([
      {
        type: 'TextRun',
        text: 'A b',
        selectAction: { type: 'Action.OpenUrl', url: 'https://a.example.com/x%20y', title: 'A b' },
      },
    ]);
  });

  it('shows an address that is not on the web as plain text', () => {
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

describe('beginning of a text', () => {
  it('never ends in half a surrogate pair', () => {
    expect(beginning('ab😀', 3)).to.equal('ab');
    expect(beginning('ab😀', 4)).to.equal('ab😀');
  });
});
