import { expect } from 'chai';
import fc from 'fast-check';
import { markupRuns, parseMarkup, withoutMarkup } from '../../../src/cards/shared/reply-markup.ts';

describe('markup of what agents write', () => {
  it('has bold, italics, code, links and lists', () => {
    expect(
      parseMarkup('Run **`ipconfig`** _now_, see [the guide](https://help.example/a).'),
    ).to.deep.equal([
      { text: 'Run ' },
      { text: 'ipconfig', bold: true, code: true },
      { text: ' ' },
      { text: 'now', italic: true },
      { text: ', see ' },
      { text: 'the guide', url: 'https://help.example/a' },
      { text: '.' },
    ]);
    expect(parseMarkup('- one\n* **two**\n1. three')).to.deep.equal([
      { text: '• one\n• ' },
      { text: 'two', bold: true },
      { text: '\n1. three' },
    ]);
    expect(parseMarkup('```\n**a**\nb\n```\n*so*')).to.deep.equal([
      { text: '**a**\nb', code: true },
      { text: '\n' },
      { text: 'so', italic: true },
    ]);
    expect(parseMarkup('请看https://help.example/a。**好**')).to.deep.equal([
      { text: '请看' },
      { text: 'https://help.example/a', url: 'https://help.example/a' },
      { text: '。' },
      { text: '好', bold: true },
    ]);
  });

  it('leaves names, sums, paths and what is escaped as they are', () => {
    for (const text of [
      'snake_case_name and __init__',
      '2*3*4 = 24, 2 * 3 * 4',
      String.raw`C:\Users\bob_k\*.log`,
      'a ** b, * c, _ d _',
      '[x](javascript:alert(1))',
      '<b>bold</b> <!channel> @here {{DATE(2026-01-01)}}',
      '😀 👍🏽',
    ]) {
      const plain = parseMarkup(text);
      expect(plain.map(({ text: shown }) => shown).join(''), text).to.equal(
        text.replace(String.raw`\*`, '*'),
      );
      expect(
        plain.every((part) => Object.keys(part).length === 1),
        text,
      ).to.equal(true);
    }
    expect(withoutMarkup(String.raw`\*\*no\*\* \_no\_ \[no\](https://a.example)`)).to.equal(
      '**no** _no_ [no](https://a.example)',
    );
  });

  it('opens web addresses alone, and spells mail addresses out', () => {
    expect(markupRuns('[mail](mailto:a@b.example) [x](https://a.example/"onclick)')).to.deep.equal([
      { type: 'TextRun', text: 'mail (a@b.example) ' },
      {
        type: 'TextRun',
        text: 'x',
        selectAction: { type: 'Action.OpenUrl', url: 'https://a.example/%22onclick', title: 'x' },
      },
    ]);
  });

  it('loses no character of any text that has no marks, and ends in time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '中', '.', ')', '(') }),
        (text) => {
          expect(withoutMarkup(text)).to.equal(text);
        },
      ),
    );
    const start = performance.now();
    for (const long of ['*', '_', '**a', '`', '[', '[a](', '\\', '*a_'].map((part) =>
      part.repeat(4000 / part.length),
    ))
      parseMarkup(long);
    expect(performance.now() - start).to.be.below(5_000);
  });
});
