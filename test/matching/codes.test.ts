import { expect } from 'chai';
import { CodeFinder } from '../../src/matching/codes.ts';

describe('error codes in a report', () => {
  const codes = new CodeFinder(['0xCAA20003', 'E-0311']);

  for (const text of [
    '0xcaa20003',
    'error caa20003!',
    'oxcaa2ooo3',
    '0xcaa2 0003',
    'code:0xcaa20003.',
  ]) {
    it(`finds the known code in ${JSON.stringify(text)}`, () => {
      expect(codes.find(text).known).to.deep.equal(['0xCAA20003']);
    });
  }

  it('finds a known code with or without its hyphen and returns it as printed in the runbook', () => {
    expect(codes.find('printer shows e-0311').known).to.deep.equal(['E-0311']);
    expect(codes.find('printer shows e0311').known).to.deep.equal(['E-0311']);
  });

  for (const [text, code] of [
    ['0x80070005', '0x80070005'],
    ['8004010f', '8004010f'],
    ['aadsts50126', 'aadsts50126'],
    ['error 809', '809'],
    ['错误代码：619', '619'],
  ] as const) {
    it(`finds an unknown code in ${JSON.stringify(text)}`, () => {
      expect(codes.find(text)).to.deep.include({ known: [], unknown: [code] });
    });
  }

  for (const text of [
    'office 365',
    'lync 2010',
    'ten minutes',
    '3rd party',
    '',
    '192.168.0.1',
    'windows 10',
  ]) {
    it(`finds no code in ${JSON.stringify(text)}`, () => {
      expect(codes.find(text)).to.deep.include({ known: [], unknown: [], rest: text });
    });
  }

  it('removes codes from the text, so that they are not read as words', () => {
    expect(codes.find('failed with 0xcaa20003 again').rest.split(/\s+/)).to.deep.equal([
      'failed',
      'with',
      'again',
    ]);
  });
});
