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
    expect(en).to.match(
      /^The report has the words "服务器", "暂时", "不可用" of "[^"]+"; nothing speaks against it\.$/,
    );
    expect(chinese).to.match(
      /^报告中有“服务器”“暂时”“不可用”等字样，符合“[^”]+”的说法；没有与之不符的内容。$/,
    );
  });

  it('says what speaks against it', () => {
    expect(why('I cannot sign in to Skype on my phone, the password is wrong')).to.deep.equal({
      en: 'The report has the words "password", "wrong" of "wrong password"; it names "skype"; but it also speaks of "phone".',
      'zh-CN':
        '报告中有“password”“wrong”等字样，符合“wrong password”的说法；提到了“skype”；但也提到了“phone”。',
    });
  });

  it('names each problem that may be meant by its title, in the language of the reader', () => {
    expect(why('Skype 登录不了').en).to.match(
      /^The report fits more than one problem; "Not licensed [^"]+" \(\d+%\), by the words "登录不了"; /,
    );
    expect(why('Skype 登录不了')['zh-CN']).to.match(/^报告可能对应多个问题；“没有 Skype /);
  });

  it('names the problem instead of a wording in the script of another language', () => {
    const report = 'Skype cannot sign in, it says problem acquiring a personal certificate';
    expect(why(report).en).not.to.match(/\p{Script=Han}/u);
    expect(why(report).en).to.contain('of "Problem acquiring a personal certificate');
  });

  it('names the decisive error code', () => {
    expect(why('0xCAA20003')).to.deep.equal({
      en: 'The error code 0xCAA20003 means exactly this.',
      'zh-CN': '错误代码 0xCAA20003 明确对应此问题。',
    });
  });

  it('names the other subjects of a report', () => {
    expect(why('VPN server is temporarily unavailable')['zh-CN']).to.contain(
      '内容涉及“vpn”；最接近的已知问题是“服务器暂时不可用”',
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

  it('contains no English in its Chinese text except quotations', () => {
    const reports = [
      'Problem acquiring a personal certificate',
      'certificate',
      'Skype 登录不了',
      'good morning',
      '',
    ];
    for (const report of reports) {
      const ours = why(report)['zh-CN'].replace(/“[^”]*”/g, '');
      expect(ours, report).not.to.match(/[A-Za-z]/);
    }
  });
});
