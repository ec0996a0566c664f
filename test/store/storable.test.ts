import { expect } from 'chai';
import { storable, storableJson } from '../../src/store/storable.ts';

describe('text stored in the database', () => {
  const kept = [
    '',
    'plain',
    '你好 😀',
    'tab\tline\n',
    '\u0001',
    '\\u0000 as someone wrote it',
    '\\ud83d too',
  ];
  for (const text of kept) {
    it(`keeps ${JSON.stringify(text)} unchanged`, () => {
      expect(storable({ text })).to.deep.equal({ text });
      expect(JSON.parse(storableJson({ text }))).to.deep.equal({ text });
    });
  }

  const cleaned: readonly [string, string][] = [
    ['a\0b', 'ab'],
    ['half \ud83d', 'half \ufffd'],
    ['\ude00 other half', '\ufffd other half'],
    ['😀\0', '😀'],
  ];
  for (const [before, after] of cleaned) {
    it(`makes ${JSON.stringify(before)} storable at any nesting depth`, () => {
      const value = { list: [{ [`key${before}`]: before }], number: 1, nothing: null, yes: true };
      const expected = { list: [{ [`key${after}`]: after }], number: 1, nothing: null, yes: true };
      expect(storable(value)).to.deep.equal(expected);
      expect(JSON.parse(storableJson(value))).to.deep.equal(expected);
    });
  }
});
