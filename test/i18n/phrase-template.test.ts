import { expect } from 'chai';
import { anyOf, anyWordOf, patternOf } from '../../src/i18n/phrase-template.ts';

function matches(
  template: string,
  parts: Record<string, string[]> = {},
): (text: string) => boolean {
  const pattern = new RegExp(`^(?:${patternOf(template, parts)})$`, 'u');
  return (text) => pattern.test(text);
}

describe('a phrase with variable parts', () => {
  it('takes one of several words, and may lack words in square brackets', () => {
    const isPhrase = matches('[the ](error|problem)[ is| came] back');
    for (const text of ['error back', 'the problem back', 'the error is back', 'problem came back'])
      expect(isPhrase(text), text).to.equal(true);
    for (const text of ['back', 'the back', 'the error was back', 'errorproblem back'])
      expect(isPhrase(text), text).to.equal(false);
  });

  it('repeats a part or round brackets', () => {
    const isPhrase = matches('(<adverb> )*works<end>+', { adverb: ['now', 'just'], end: ['!'] });
    for (const text of ['works!', 'now works!', 'just now works!!'])
      expect(isPhrase(text), text).to.equal(true);
    expect(isPhrase('works')).to.equal(false);
    expect(matches('no (<word> ){0,2}button')('no such big button')).to.equal(true);
    expect(matches('no (<word> ){0,2}button')('no such big red button')).to.equal(false);
  });

  it('lets a part use another part', () => {
    const parts = { it: ['it', 'the <thing>'], thing: ['error', 'message'] };
    expect(matches('<it> is gone', parts)('the message is gone')).to.equal(true);
  });

  it('takes every other character literally', () => {
    expect(matches('a.b$ {c} c\\d ^')('a.b$ {c} c\\d ^')).to.equal(true);
    expect(matches('a.b')('axb')).to.equal(false);
  });

  it('is refused if it makes no sense', () => {
    for (const [template, message] of [
      ['a (b', '"(" is never closed in "a (b"'],
      ['a b]', '"]" closes no bracket in "a b]"'],
      ['(a]', '"]" closes no bracket in "(a]"'],
      ['a*', '"*" follows neither ")" nor a part in "a*"'],
      ['[a]+', '"+" follows neither ")" nor a part in "[a]+"'],
      ['<nobody> a', 'there is no part <nobody> for "<nobody> a"'],
    ] as const)
      expect(() => patternOf(template), template).to.throw(message);
    expect(() => patternOf('<a>', { a: ['<b>'], b: ['<a>'] })).to.throw('there is no part <a>');
  });

  it('never matches if there are none', () => {
    expect(new RegExp(anyOf([]), 'u').test('')).to.equal(false);
    expect(new RegExp(anyWordOf([]), 'u').test('')).to.equal(false);
  });
});

describe('words looked for in a text', () => {
  const pattern = new RegExp(anyWordOf(['still', 'fail(s|ed)', 'für', '不', '还是']), 'u');

  it('are whole words in a script with spaces', () => {
    for (const text of ['it still fails', 'failed.', 'nichts für mich', '我still在'])
      expect(pattern.test(text), text).to.equal(true);
    for (const text of ['distill', 'failsafe', 'fürs', 'dafür'])
      expect(pattern.test(text), text).to.equal(false);
  });

  it('are found anywhere in a script without spaces', () => {
    for (const text of ['登录不了', '现在还是这样'])
      expect(pattern.test(text), text).to.equal(true);
    expect(pattern.test('好了')).to.equal(false);
  });
});
