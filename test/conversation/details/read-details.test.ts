import { expect } from 'chai';
import { readDetails, withDetails } from '../../../src/conversation/details/read-details.ts';
import type { EvidenceAnswers } from '../../../src/tickets/payload.ts';

/** A Wednesday afternoon. */
const NOW = '2026-11-25T15:30';

const understood = (text: string) => {
  const { values, mentions, rest } = readDetails(text, NOW);
  expect(rest, text).to.equal(null);
  expect(mentions, text).to.deep.equal({});
  return values;
};

function eachIs(cases: readonly (readonly [string, EvidenceAnswers])[]): void {
  for (const [text, values] of cases) {
    it(text, () => expect(understood(text)).to.deep.equal(values));
  }
}

describe('when it happened, in words', () => {
  eachIs([
    ['today', { date: '2026-11-25' }],
    ['this morning', { date: '2026-11-25' }],
    ['It started this morning.', { date: '2026-11-25' }],
    ['since Monday', { date: '2026-11-23' }],
    ['it began on monday', { date: '2026-11-23' }],
    ['Wednesday', { date: '2026-11-25' }],
    ['on Thursday', { date: '2026-11-19' }],
    ['last Friday at 3pm', { date: '2026-11-20', time: '15:00' }],
    ['10:32', { date: '2026-11-25', time: '10:32' }],
    ['at 17:10', { date: '2026-11-24', time: '17:10' }],
    ['at 9', { date: '2026-11-25', time: '09:00' }],
    ['around 3', { date: '2026-11-25', time: '15:00' }],
    ['yesterday at 4', { date: '2026-11-24', time: '16:00' }],
    ['around 9:30 am', { date: '2026-11-25', time: '09:30' }],
    ['yesterday 12 am', { date: '2026-11-24', time: '00:00' }],
    ['9 o’clock this morning', { date: '2026-11-25', time: '09:00' }],
    ['2 days ago', { date: '2026-11-23' }],
    ['half an hour ago', { date: '2026-11-25', time: '15:00' }],
    ['an hour ago', { date: '2026-11-25', time: '14:30' }],
    ['for 3 days', { date: '2026-11-22' }],
    ['just now', { date: '2026-11-25', time: '15:30' }],
    ['noon yesterday', { date: '2026-11-24', time: '12:00' }],
    ['Nov 20 at 14:05', { date: '2026-11-20', time: '14:05' }],
    ['20 November', { date: '2026-11-20' }],
    ['December 24', { date: '2025-12-24' }],
    ['2026-11-20', { date: '2026-11-20' }],
    ['20.11.2026', { date: '2026-11-20' }],
    ['11/20/2026', { date: '2026-11-20' }],
    ['昨天下午三点', { date: '2026-11-24', time: '15:00' }],
    ['昨天下午三点半', { date: '2026-11-24', time: '15:30' }],
    ['今天早上', { date: '2026-11-25' }],
    ['刚才', { date: '2026-11-25', time: '15:30' }],
    ['周一开始的', { date: '2026-11-23' }],
    ['从上周五开始', { date: '2026-11-20' }],
    ['三天前', { date: '2026-11-22' }],
    ['半小时前', { date: '2026-11-25', time: '15:00' }],
    ['一个半小时前', { date: '2026-11-25', time: '14:00' }],
    ['十一月二十号上午十点二十分', { date: '2026-11-20', time: '10:20' }],
    ['2026年11月20日', { date: '2026-11-20' }],
    ['今天上午10点一刻', { date: '2026-11-25', time: '10:15' }],
  ]);

  it('is never in the future, and nobody guesses which number is the month', () => {
    for (const text of ['tomorrow', 'next week', '2026-12-24', '3/4', '明天', 'today at 17:00']) {
      expect(readDetails(text, NOW), text).to.deep.equal({ values: {}, mentions: {}, rest: text });
    }
  });
});

describe('the other fields of the form, in words', () => {
  eachIs([
    ['li@contoso.com', { address: 'li@contoso.com' }],
    ['my address is sip:li@contoso.com', { address: 'li@contoso.com' }],
    ['我的邮箱是li@contoso.com', { address: 'li@contoso.com' }],
    ['ThinkPad', { device: 'ThinkPad' }],
    [
      'I use a ThinkPad X1 Carbon with Windows 11',
      { device: 'ThinkPad X1 Carbon with Windows 11' },
    ],
    ['Surface Laptop 5, Windows 11 23H2', { device: 'Surface Laptop 5, Windows 11 23H2' }],
    ["it's my work laptop", { device: 'work laptop' }],
    ['我用的是联想 ThinkPad', { device: '联想 ThinkPad' }],
    ['笔记本电脑', { device: '笔记本电脑' }],
    ['+49 30 1234567', { phone: '+49 30 1234567' }],
    ['my phone number is 030 1234567', { phone: '030 1234567' }],
    ['ext. 4711', { phone: 'ext. 4711' }],
    ['call me on 0171 2345678 after 2 pm', { phone: '0171 2345678', bestTime: 'after 2 pm' }],
    ['我的手机是13812345678', { phone: '13812345678' }],
    ['分机 4711', { phone: '分机 4711' }],
    ["I'm in the Berlin office", { place: 'Berlin office' }],
    ['building B, floor 3', { place: 'building B, floor 3' }],
    ['我在上海办公室', { place: '上海办公室' }],
    ['3号楼5层', { place: '3号楼5层' }],
    ['best between 9 and 12', { bestTime: 'between 9 and 12' }],
    ['you can reach me tomorrow morning', { bestTime: 'tomorrow morning' }],
    ['下午两点以后方便联系', { bestTime: '下午两点以后' }],
    ["I'm at home", { network: 'home' }],
    ['VPN', { network: 'vpn' }],
    ['在公司', { network: 'office' }],
    ['only me', { impact: 'me' }],
    ['the whole office', { impact: 'everyone' }],
    ['好几个同事', { impact: 'several' }],
    ['version 16.0.17328.20000', { clientVersion: '16.0.17328.20000' }],
    ['版本是16.0', { clientVersion: '16.0' }],
    ['the error says cannot connect to server', { errorText: 'cannot connect to server' }],
    ['错误代码是0x80072EE7', { errorText: '0x80072EE7' }],
    ['my name is Li Wei', { name: 'Li Wei' }],
    ['我叫李伟', { name: '李伟' }],
    [
      'li@contoso.com, this morning, ThinkPad and +49 30 1234567',
      {
        address: 'li@contoso.com',
        date: '2026-11-25',
        device: 'ThinkPad',
        phone: '+49 30 1234567',
      },
    ],
    ['今天早上，笔记本电脑，在家', { date: '2026-11-25', device: '笔记本电脑', network: 'home' }],
  ]);

  for (const text of [
    'I restarted it twice',
    'ThinkPad does not start',
    'in a meeting',
    'meeting at 15:00, please fix it before',
    'the printer in the Berlin office is broken',
    'call me',
    'order 48214832 is late',
    '10.0.0.5',
    '重启过了还是不行',
    '我在开会',
    '客户在等，很急',
    'x'.repeat(2000),
  ]) {
    it(`leaves "${text.slice(0, 45)}" to the notes`, () => {
      expect(readDetails(text, NOW)).to.deep.equal({ values: {}, mentions: {}, rest: text });
    });
  }

  it('takes what it understands and leaves the rest as it was written', () => {
    const read = readDetails('li@contoso.com. I changed my password, then it broke', NOW);
    expect(read.values).to.deep.equal({ address: 'li@contoso.com' });
    expect(read.rest).to.equal('I changed my password, then it broke');
  });

  it('mentions the day that a longer sentence begins with, and keeps the sentence', () => {
    for (const text of ['It started this morning after the update', '今天早上更新以后就不行了']) {
      const { values, mentions, rest } = readDetails(text, NOW);
      expect([values, mentions, rest]).to.deep.equal([{}, { date: '2026-11-25' }, text]);
    }
  });
});

describe('details told one after another', () => {
  it('add up for a device and an error, and replace each other elsewhere', () => {
    const before = {
      device: 'ThinkPad',
      address: 'a@contoso.com',
      date: '2026-11-20',
      time: '09:00',
    };
    expect(
      withDetails(before, { device: 'Windows 11', address: 'b@contoso.com', date: '2026-11-21' }),
    ).to.deep.equal({
      device: 'ThinkPad, Windows 11',
      address: 'b@contoso.com',
      date: '2026-11-21',
    });
    expect(withDetails({ errorText: 'It failed' }, { errorText: '0x1' })).to.deep.equal({
      errorText: 'It failed\n0x1',
    });
    expect(withDetails({ device: 'ThinkPad X1' }, { device: 'thinkpad' })).to.deep.equal({
      device: 'ThinkPad X1',
    });
  });
});
