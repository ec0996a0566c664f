import { expect } from 'chai';
import { readable } from '../../src/matching/text.ts';
import { keyOf, tokensOf } from '../../src/matching/tokens.ts';

describe('normalised report text', () => {
  const READ = {
    'ＳＩＰ　未启用': 'sip 未启用',
    '服 务 器 不 可 用': '服务器不可用',
    'S I P not enabled': 'sip not enabled',
    'is it a b or c': 'is it a b or c',
    帳號登陸失敗: '帐号登陆失败',
    伺服器無法連線: '服务器无法连接',
    程序文件夹: '程序文件夹',
    'I can’t': "i can't",
  };
  for (const [written, read] of Object.entries(READ)) {
    it(`normalises ${JSON.stringify(written)} to ${JSON.stringify(read)}`, () => {
      expect(readable(written)).to.equal(read);
    });
  }

  it('contains no timestamps or identifiers', () => {
    const read = readable(
      '2017-11-02T09:14:33.120Z 7c1e22b0-9a1f-4f0a-8d67-2f3f6a1b0c11 at 09:14 hr=-2147012867 failed',
    );
    expect(read.split(/\s+/).filter(Boolean)).to.deep.equal(['at', 'hr=', 'failed']);
  });

  it('keeps the beginning and the end of a long report', () => {
    const read = readable(`start ${'x '.repeat(20_000)} end`);
    expect(read.length).to.be.below(5000);
    expect(read)
      .to.match(/^start/)
      .and.match(/end$/);
  });
});

describe('tokens of a report', () => {
  const keys = (text: string) => tokensOf(text).map(({ key }) => key);

  it('splits text into words and single Chinese characters', () => {
    expect(keys('sip 未启用!')).to.deep.equal(['sip', '未', '启', '用']);
  });

  it('maps every negation to one key', () => {
    expect(keys("can't isn't cannot no without")).to.deep.equal([
      'not',
      'not',
      'not',
      'not',
      'not',
    ]);
  });

  it('maps all inflections of a word to one key', () => {
    for (const words of [
      ['verify', 'verifies', 'verified', 'verifying'],
      ['certificate', 'certificates'],
      ['block', 'blocks', 'blocked', 'blocking'],
      ['change', 'changes', 'changed', 'changing'],
      ['stop', 'stopped', 'stopping'],
    ]) {
      expect(new Set(words.map(keyOf)).size, words.join()).to.equal(1);
    }
  });

  it('keeps words apart that only look inflected', () => {
    expect(keyOf('address')).not.to.equal(keyOf('add'));
    expect(keyOf('string')).not.to.equal(keyOf('str'));
    expect(keyOf('status')).not.to.equal(keyOf('state'));
  });

  it('marks a token that is joined to the word before it', () => {
    expect(tokensOf('sign-in, then').map(({ joined }) => joined)).to.deep.equal([
      false,
      true,
      false,
    ]);
  });
});
