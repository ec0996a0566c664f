import { expect } from 'chai';
import type { Localized } from '../../src/i18n/locale.ts';
import { createMatcher, type Matcher } from '../../src/matching/matcher.ts';
import { firstRunbook } from '../support/shipped-runbooks.ts';

describe('reason for a match', () => {
  let matcher: Matcher;
  const why = (text: string): Localized => matcher.match(text).why;

  before(async () => {
    matcher = createMatcher(await firstRunbook());
  });

  it('gives the matched words and the matched wording in both languages', () => {
    const { en, 'zh-CN': chinese } = why('服务器暂时不可用');
    expect(en).to.match(/^server-unavailable \(\d+%\): "服务器", "暂时", "不可用" as in "[^"]+"$/);
    expect(chinese).to.match(
      /^server-unavailable（\d+%）：“服务器”“暂时”“不可用”，与“[^”]+”的说法相符$/,
    );
  });

  it('names the decisive error code', () => {
    expect(why('0xCAA20003')).to.deep.equal({
      en: 'the error code 0xCAA20003 means exactly this',
      'zh-CN': '错误代码 0xCAA20003 明确对应此问题',
    });
  });

  it('names the other subjects of a report', () => {
    expect(why('VPN server is temporarily unavailable')['zh-CN']).to.contain(
      '内容涉及“vpn”；最接近的是',
    );
    expect(why('0x80004005')['zh-CN']).to.contain('含有未知代码 0x80004005');
  });

  const INTENTS = {
    'talk to a person': '希望联系人工、提交工单或提供日志：“talk to a person”',
    'start over': '希望重新开始：“start over”',
    返回上一步: '希望返回上一步：“返回上一步”',
    status: '希望了解进度：“status”',
    help: '希望获得帮助：“help”',
    'speak english': '希望更换语言：“speak english”',
  };
  for (const [text, chinese] of Object.entries(INTENTS)) {
    it(`quotes the words of a request: ${text}`, () => {
      expect(why(text)['zh-CN']).to.equal(chinese);
    });
  }

  it('contains no English in its Chinese text except ids and quotations', () => {
    const reports = [
      'Problem acquiring a personal certificate',
      'certificate',
      'Skype 登录不了',
      'good morning',
      '',
    ];
    for (const report of reports) {
      const ours = why(report)['zh-CN'].replace(/“[^”]*”|[a-z]+(?:-[a-z]+)+/g, '');
      expect(ours, report).not.to.match(/[A-Za-z]/);
    }
  });
});
